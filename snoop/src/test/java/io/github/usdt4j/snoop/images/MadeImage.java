package io.github.usdt4j.snoop.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An image for x86-64 as libusdt makes it, written from its sources ({@code layout.c}, {@code
 * arch_x86_64.c}, {@code note.c}) a second time: what the reader expects stands in no place that
 * both use. A test damages it where it likes.
 *
 * <pre>
 *  0     header, segments, sections, build id, hash, symbols | 1216  mark | 1232  base
 *  4096  stubs of 32 bytes: the first half of them own, the second half gated
 *  sem   semaphores of 2 bytes: 16, then one a slot | dynamic section | note  notes, to the end
 * </pre>
 */
public final class MadeImage {
  public static final int HEAD = 4096;
  public static final int MARK_AT = 1216;
  public static final int VERSION_AT = 1224;
  public static final int SLOTS_AT = 1228;
  public static final int SECTIONS_AT = 400;
  public static final int NOTE_SIZE_AT = SECTIONS_AT + 9 * 64 + 32;

  private static final int UNIT_SLOTS = 128;
  private static final int BASE_AT = 1232;
  private static final byte[] NOP5 = {0x0f, 0x1f, 0x44, 0, 0};

  private final int slots;
  private final int sem;
  private final int dyn;
  private final int note;
  private ByteBuffer bytes;
  private int end;
  private int own;
  private int gated;

  private int lastNote;

  /** The end of the sections' names so far. */
  private int names = 1;

  /** Makes one without probes, for so many of both kinds: a multiple of 128. */
  public MadeImage(int half) {
    slots = 2 * half;
    if (half % UNIT_SLOTS != 0) {
      throw new IllegalArgumentException("not whole units: " + half);
    }
    gated = half;
    sem = HEAD + 32 * slots;
    dyn = align(sem + 2 * (16 + slots), 16);
    note = align(dyn + 112, 4096);
    end = note;
    bytes = ByteBuffer.allocate(note + 8192).order(ByteOrder.LITTLE_ENDIAN);
    head();
    for (int slot = 0; slot < slots; slot++) {
      stub(slot, slot < half);
    }
  }

  /** Adds a record probe whose semaphore is the one of the level's gate. */
  public MadeImage record(String provider, String level) {
    return gated(provider, level + "_json", "8@%rdi", 1);
  }

  /** Adds a probe with a semaphore of its own. */
  public MadeImage own(String provider, String name, String operands) {
    int slot = own++;
    return note(provider, name, operands, siteOf(slot), sem + 2 * (16 + slot));
  }

  /** Adds a probe behind a gate. */
  public MadeImage gated(String provider, String name, String operands, int gate) {
    return note(provider, name, operands, siteOf(gated++), sem + 2 * gate);
  }

  /** Adds a note, also a wrong one. */
  public MadeImage note(String provider, String name, String operands, long site, long semaphore) {
    byte[] text =
        (provider + "\0" + name + "\0" + operands + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(44 + (text.length + 3 & ~3)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(8)
        .putInt(24 + text.length)
        .putInt(3)
        .put("stapsdt\0".getBytes(StandardCharsets.US_ASCII));
    out.putLong(site).putLong(BASE_AT).putLong(semaphore).put(text);
    return append(out.array());
  }

  /** Adds bytes to the notes. */
  public MadeImage append(byte[] note) {
    if (bytes.capacity() < end + note.length + 4096) {
      byte[] longer = Arrays.copyOf(bytes.array(), 2 * (end + note.length + 4096));
      bytes = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    }
    lastNote = end;
    bytes.put(end, note);
    end += note.length;
    bytes.putLong(NOTE_SIZE_AT, end - this.note);
    return this;
  }

  /** The place of a slot's stub. */
  public static int stubAt(int slot) {
    return HEAD + 32 * slot;
  }

  /** The place that a tracer patches in a slot. */
  public static int siteOf(int slot) {
    return stubAt(slot) + 16;
  }

  /** Its bytes, to be damaged. */
  public ByteBuffer buffer() {
    return bytes;
  }

  public int slots() {
    return slots;
  }

  /** Where the semaphores begin. */
  public int sem() {
    return sem;
  }

  /** Where what is mapped ends. */
  public int mappedEnd() {
    return dyn + 112;
  }

  /** Where the notes begin. */
  public int noteAt() {
    return note;
  }

  /** Where the note that was added last begins. */
  public int lastNote() {
    return lastNote;
  }

  /** All of it, with some room behind the notes as libusdt leaves it. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), end + 4096);
  }

  /** Writes it to a file; returns that. */
  public Path write(Path file) {
    try {
      return Files.write(file, toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head() {
    bytes.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    bytes.putShort(16, (short) 3).putShort(18, (short) 62).putInt(20, 1);
    bytes.putLong(32, 64).putLong(40, SECTIONS_AT);
    bytes.putShort(52, (short) 64).putShort(54, (short) 56).putShort(56, (short) 6);
    bytes.putShort(58, (short) 64).putShort(60, (short) 11).putShort(62, (short) 10);
    int text = 32 * slots;
    segment(0, 1, 4, 0, 1880, 4096);
    segment(1, 1, 5, HEAD, text, 4096);
    segment(2, 1, 6, sem, dyn + 112 - sem, 4096);
    segment(3, 2, 6, dyn, 112, 8);
    segment(4, 4, 4, 1104, 36, 4);
    segment(5, 0x6474e551, 6, 0, 0, 16);
    int semSize = 2 * (16 + slots);
    section(1, ".note.gnu.build-id", 7, 2, 1104, 36, 0, 0, 4, 0);
    section(2, ".hash", 5, 2, 1140, 20, 3, 0, 4, 4);
    section(3, ".dynsym", 11, 2, 1168, 48, 4, 1, 8, 24);
    section(4, ".dynstr", 3, 2, 1368, 25, 0, 0, 1, 0);
    section(5, ".stapsdt.base", 1, 2, BASE_AT, 1, 0, 0, 1, 0);
    section(6, ".text", 1, 6, HEAD, text, 0, 0, 32, 0);
    section(7, ".probes", 1, 3, sem, semSize, 0, 0, 2, 0);
    section(8, ".dynamic", 6, 3, dyn, 112, 4, 0, 8, 16);
    section(9, ".note.stapsdt", 7, 0, note, 0, 0, 0, 4, 0);
    section(10, ".shstrtab", 3, 0, 1240, 103, 0, 0, 1, 0);
    bytes.put(MARK_AT, "usdtimg\0".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort(VERSION_AT, (short) 1).put(VERSION_AT + 2, NOP5, 0, 2).putInt(SLOTS_AT, slots);
  }

  private void segment(int index, int type, int flags, long at, long size, long alignment) {
    int entry = 64 + 56 * index;
    bytes.putInt(entry, type).putInt(entry + 4, flags);
    bytes.putLong(entry + 8, at).putLong(entry + 16, at).putLong(entry + 24, at);
    bytes.putLong(entry + 32, size).putLong(entry + 40, size).putLong(entry + 48, alignment);
  }

  /** The rest: size, link, info, alignment, size of an entry. */
  private void section(int index, String name, int type, long flags, long at, long... rest) {
    int entry = SECTIONS_AT + 64 * index;
    byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    bytes.put(1240 + names, text);
    bytes.putInt(entry, names).putInt(entry + 4, type).putLong(entry + 8, flags);
    bytes.putLong(entry + 16, (flags & 2) == 0 ? 0 : at).putLong(entry + 24, at);
    bytes.putLong(entry + 32, rest[0]).putInt(entry + 40, (int) rest[1]);
    bytes.putInt(entry + 44, (int) rest[2]).putLong(entry + 48, rest[3]);
    bytes.putLong(entry + 56, rest[4]);
    names += text.length;
  }

  private void stub(int slot, boolean isOwn) {
    int at = stubAt(slot);
    for (int i = 0; i < 32; i++) {
      bytes.put(at + i, (byte) 0xcc);
    }
    if (isOwn) {
      // movzwl semaphore(%rip),%eax; ret
      bytes.put(at, new byte[] {0x0f, (byte) 0xb7, 0x05});
      bytes.putInt(at + 3, sem + 2 * (16 + slot) - (at + 7)).put(at + 7, (byte) 0xc3);
    } else {
      // xor %eax,%eax; cmpw $idle,site(%rip); setne %al; ret
      bytes.put(at, new byte[] {0x31, (byte) 0xc0, 0x66, (byte) 0x81, 0x3d});
      bytes.putInt(at + 5, 16 - 11).put(at + 9, NOP5, 0, 2);
      bytes.put(at + 11, new byte[] {0x0f, (byte) 0x95, (byte) 0xc0, (byte) 0xc3});
    }
    bytes.put(at + 16, NOP5).put(at + 21, (byte) 0xc3);
  }

  private static int align(int value, int to) {
    return (value + to - 1) / to * to;
  }
}
