package io.github.usdt4j.testsupport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the one type of the kernel that DTrace needs for a probe of a process, {@code struct
 * pt_regs} of x86-64. Without it DTrace reads all types of the kernel and makes another form of
 * them, at each start, which takes ten times what the rest of a start does.
 */
final class RegisterTypes {
  private static final List<String> REGISTERS =
      List.of(
          "r15", "r14", "r13", "r12", "bp", "bx", "r11", "r10", "r9", "r8", "ax", "cx", "dx", "si",
          "di", "orig_ax", "ip", "cs", "flags", "sp", "ss");

  private static final int MAGIC = 0xeb9f;
  private static final int HEADER_BYTES = 24;

  /** Kinds of types, where a type's second word has them. */
  private static final int INTEGER = 1 << 24;

  private static final int STRUCT = 4 << 24;

  private final ByteBuffer types = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();

  private RegisterTypes() {
    names.write(0);
    // Types are numbered from 1.
    //   int:    name | kind | bytes | bits
    //   struct: name | kind and number of members | bytes, and each member: name | type | bit
    // offset
    types.putInt(name("unsigned long")).putInt(INTEGER).putInt(Long.BYTES).putInt(Long.SIZE);
    types.putInt(name("pt_regs")).putInt(STRUCT | REGISTERS.size());
    types.putInt(REGISTERS.size() * Long.BYTES);
    for (int i = 0; i < REGISTERS.size(); i++) {
      types.putInt(name(REGISTERS.get(i))).putInt(1).putInt(i * Long.SIZE);
    }
  }

  /** Writes them to the place where DTrace looks for them, below the directory of such files. */
  static void writeTo(Path directory) {
    try {
      Files.write(directory.resolve("vmlinux"), new RegisterTypes().file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The format is BTF: Documentation/bpf/btf.rst of the kernel. */
  private byte[] file() {
    int typeBytes = types.position();
    byte[] bytes = new byte[HEADER_BYTES + typeBytes + names.size()];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // magic | version, flags | header length | types: offset, length | names: offset, length
    file.putShort((short) MAGIC).putShort((short) 1).putInt(HEADER_BYTES);
    file.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(names.size());
    file.put(types.flip()).put(names.toByteArray());
    return bytes;
  }

  private int name(String text) {
    int offset = names.size();
    names.writeBytes(text.getBytes(US_ASCII));
    names.write(0);
    return offset;
  }
}
