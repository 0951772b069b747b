package io.github.usdt4j.snoop.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lists the processors that images are made for. A slot holds a stub of 32 bytes: the is-enabled
 * routine, then, at 16, the probe site. The code is that of {@code
 * native/src/main/c/format/arch_*.c}, to the byte: the kernel patches nothing else.
 */
enum Machine {
  X86_64(62, 4096) {
    private static final int NOP1 = 0xc390;
    private static final int NOP5 = 0x1f0f;

    @Override
    boolean isIdleCode(int code) {
      return code == NOP1 || code == NOP5;
    }

    @Override
    void put(ByteBuffer stub, long address, long semaphore, boolean isGated, int idleCode) {
      // int3, wherever nothing else is.
      while (stub.hasRemaining()) {
        stub.put((byte) 0xcc);
      }
      if (isGated) {
        // xor %eax,%eax; cmpw $idle,site(%rip); setne %al; ret
        stub.put(0, bytes(0x31, 0xc0, 0x66, 0x81, 0x3d, 5, 0, 0, 0, 0, 0, 0x0f, 0x95, 0xc0, 0xc3));
        stub.putShort(9, (short) idleCode);
      } else {
        // movzwl semaphore(%rip),%eax; ret
        stub.put(0, bytes(0x0f, 0xb7, 0x05, 0, 0, 0, 0, 0xc3));
        stub.putInt(3, (int) (semaphore - address) - 7);
      }
      stub.put(
          SITE, idleCode == NOP5 ? bytes(0x0f, 0x1f, 0x44, 0x00, 0x00, 0xc3) : bytes(0x90, 0xc3));
    }
  },
  AARCH64(183, 65_536) {
    private static final int NOP = 0xd503201f;
    private static final int RET = 0xd65f03c0;

    @Override
    boolean isIdleCode(int code) {
      return code == (NOP & 0xffff);
    }

    @Override
    void put(ByteBuffer stub, long address, long semaphore, boolean isGated, int idleCode) {
      if (isGated) {
        // ldr w0, site; ldr w1, idle code below; eor w0, w0, w1; ret
        stub.putInt(0x18000080).putInt(0x180000a1).putInt(0x4a010000).putInt(RET);
      } else {
        stub.putInt(adrpX0(address, semaphore)).putInt(ldrhW0X0(semaphore)).putInt(RET).putInt(NOP);
      }
      stub.putInt(NOP).putInt(RET).putInt(NOP).putInt(0);
    }

    private int adrpX0(long from, long to) {
      long pages = (to >> 12) - (from >> 12);
      return 0x90000000 | (int) (pages & 3) << 29 | (int) (pages >> 2 & 0x7ffff) << 5;
    }

    private int ldrhW0X0(long address) {
      return 0x79400000 | (int) (address & 0xfff) << 9;
    }
  };

  static final int STUB = 32;
  static final int SITE = 16;

  private final int elf;
  private final int unit;

  Machine(int elf, int unit) {
    this.elf = elf;
    this.unit = unit;
  }

  /** Returns the processor with this number in an ELF header. */
  static Optional<Machine> find(int elf) {
    return Arrays.stream(values()).filter(machine -> machine.elf == elf).findFirst();
  }

  /** Returns its number in an ELF header. */
  int elf() {
    return elf;
  }

  /** Returns the unit that the text grows by: the largest page that a kernel may use. */
  int unit() {
    return unit;
  }

  /** Returns whether a site that no tracer is attached to may begin with these two bytes. */
  abstract boolean isIdleCode(int code);

  /** Returns the stub in the slot at this address. */
  byte[] stub(long address, long semaphore, boolean isGated, int idleCode) {
    ByteBuffer stub = ByteBuffer.allocate(STUB).order(ByteOrder.LITTLE_ENDIAN);
    put(stub, address, semaphore, isGated, idleCode);
    return stub.array();
  }

  abstract void put(ByteBuffer stub, long address, long semaphore, boolean isGated, int idleCode);

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
