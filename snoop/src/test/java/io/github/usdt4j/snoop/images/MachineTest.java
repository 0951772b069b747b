package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The stubs are what the C functions in {@code arch_*.c} write for the same places. */
class MachineTest {
  private static final int NOP5 = 0x1f0f;
  private static final int NOP1 = 0xc390;
  private static final int NOP = 0x201f;

  @Test
  void x86_64() {
    assertStub(
        Machine.X86_64.stub(0x1020, 0x201022, false, NOP5),
        "0fb705fbff1f00c3cccccccccccccccc" + "0f1f440000c3cccccccccccccccccccc");
    assertStub(
        Machine.X86_64.stub(0x1020, 0x201002, true, NOP5),
        "31c066813d050000000f1f0f95c0c3cc" + "0f1f440000c3cccccccccccccccccccc");
    assertStub(
        Machine.X86_64.stub(0x1020, 0x201002, true, NOP1),
        "31c066813d0500000090c30f95c0c3cc" + "90c3cccccccccccccccccccccccccccc");
  }

  @Test
  void aarch64() {
    assertStub(
        Machine.AARCH64.stub(0x100a0, 0x2002a, false, NOP),
        "8000009000544079c0035fd61f2003d5" + "1f2003d5c0035fd61f2003d500000000");
    assertStub(
        Machine.AARCH64.stub(0x100a0, 0x20002, true, NOP),
        "80000018a10000180000014ac0035fd6" + "1f2003d5c0035fd61f2003d500000000");
  }

  private static void assertStub(byte[] stub, String expected) {
    assertThat(HexFormat.of().formatHex(stub)).isEqualTo(expected);
  }
}
