package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.LeftOutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says where things are in an image. All of it follows from the processor and the number of slots,
 * so the ELF headers must say the same, to the byte:
 *
 * <pre>
 *  0      ELF header | 64  6 segments of 56 | 400  11 sections of 64 | 1104  build id, symbols
 *  1216   "usdtimg\0" | 1224  version 16, idle code 16 | 1228  slots 32
 *  text   slots x 32: stubs
 *  sem    (16 + slots) x 2: semaphores; 0 is never used, 1 to 15 are the gates
 *  dyn    112: dynamic section
 *  note   .note.stapsdt, to the end
 * </pre>
 *
 * The native library draws the same in {@code layout.h} and {@code layout.c}.
 *
 * @param idleCode what a site begins with that no tracer is attached to
 * @param noteSize of the notes
 */
record Layout(Machine machine, int slots, int idleCode, long noteSize) {
  /** Counts the bytes at a file's beginning that tell whether it is an image. */
  static final int HEAD = 4096;

  static final int MAX_SLOTS = 65_536;
  private static final int GATES = 15;

  private static final int MARK_AT = 1216;
  private static final int VERSION_AT = MARK_AT + 8;
  private static final int IDLE_CODE_AT = MARK_AT + 10;
  private static final int SLOTS_AT = MARK_AT + 12;
  private static final int BASE_AT = MARK_AT + 16;
  private static final int END = 1880;

  /** "usdtimg\0" */
  private static final long MARK = 0x00676d6974647375L;

  private static final long ELF64_LITTLE_ENDIAN = 0x00010102464c457fL;
  private static final int VERSION = 1;

  private static final int MACHINE_AT = 18;
  private static final int SECTIONS_AT = 400;
  private static final int SECTION = 64;
  private static final int HEADERS_END = SECTIONS_AT + 11 * SECTION;

  /** Both depend on more than the layout. */
  private static final int STRINGS_SIZE_AT = SECTIONS_AT + 4 * SECTION + 32;

  private static final int NOTE_SIZE_AT = SECTIONS_AT + 9 * SECTION + 32;

  /** Reads the first bytes of a file, little-endian; returns nothing when it lacks our mark. */
  static Optional<Layout> read(ByteBuffer head) throws LeftOutException {
    if (head.limit() < HEAD
        || head.getLong(0) != ELF64_LITTLE_ENDIAN
        || head.getLong(MARK_AT) != MARK) {
      return Optional.empty();
    }
    int version = head.getShort(VERSION_AT);
    if (version != VERSION) {
      throw new LeftOutException(
          "is an image of version %d, which this snoop does not know".formatted(version));
    }
    Optional<Machine> machine = Machine.find(head.getShort(MACHINE_AT));
    int slots = head.getInt(SLOTS_AT);
    int idleCode = Short.toUnsignedInt(head.getShort(IDLE_CODE_AT));
    if (machine.isEmpty()
        || slots <= 0
        || slots > MAX_SLOTS
        || slots % (machine.get().unit() / Machine.STUB) != 0
        || !machine.get().isIdleCode(idleCode)) {
      throw new LeftOutException("has not the layout of an image");
    }
    Layout layout = new Layout(machine.get(), slots, idleCode, head.getLong(NOTE_SIZE_AT));
    byte[] found = new byte[HEADERS_END];
    head.get(0, found);
    if (!Arrays.equals(found, layout.headers(head.getLong(STRINGS_SIZE_AT)))) {
      throw new LeftOutException("has not the layout of an image");
    }
    return Optional.of(layout);
  }

  long text() {
    return machine.unit();
  }

  long textSize() {
    return (long) slots * Machine.STUB;
  }

  long sem() {
    return text() + textSize();
  }

  private long semSize() {
    return 2L * (GATES + 1 + slots);
  }

  private long dyn() {
    return align(sem() + semSize(), 16);
  }

  /** Returns the end of what is mapped. */
  long dynEnd() {
    return dyn() + 112;
  }

  long note() {
    return align(dynEnd(), machine.unit());
  }

  /** Returns the address of .stapsdt.base, which every note repeats. */
  static long base() {
    return BASE_AT;
  }

  /** Returns the slot that a site is in, or -1 when it is no site. */
  int slot(long site) {
    long offset = site - text() - Machine.SITE;
    return offset >= 0 && offset % Machine.STUB == 0 && offset / Machine.STUB < slots
        ? (int) (offset / Machine.STUB)
        : -1;
  }

  /** Returns where the stub of a slot is. */
  long stubAt(int slot) {
    return text() + (long) slot * Machine.STUB;
  }

  /**
   * Returns the bytes that must be there for a probe with this semaphore, or null when it cannot
   * have that one.
   */
  byte[] stub(int slot, long semaphore) {
    long own = sem() + 2L * (GATES + 1 + slot);
    long offset = semaphore - sem();
    boolean isGated = offset >= 2 && offset <= 2 * GATES && offset % 2 == 0;
    return isGated || semaphore == own
        ? machine.stub(stubAt(slot), semaphore, isGated, idleCode)
        : null;
  }

  private static long align(long value, long to) {
    return (value + to - 1) / to * to;
  }

  /** Returns the ELF header, segments and sections. */
  private byte[] headers(long stringsSize) {
    ByteBuffer out = ByteBuffer.allocate(HEADERS_END).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(ELF64_LITTLE_ENDIAN).putLong(0);
    out.putShort((short) 3).putShort((short) machine.elf()).putInt(1);
    out.putLong(0).putLong(64).putLong(SECTIONS_AT).putInt(0);
    for (int half : new int[] {64, 56, 6, SECTION, 11, 10}) {
      out.putShort((short) half);
    }
    long unit = machine.unit();
    segment(out, 1, 4, 0, END, unit);
    segment(out, 1, 5, text(), textSize(), unit);
    segment(out, 1, 6, sem(), dynEnd() - sem(), unit);
    segment(out, 2, 6, dyn(), 112, 8);
    segment(out, 4, 4, 1104, 36, 4);
    segment(out, 0x6474e551, 6, 0, 0, 16);
    out.position(SECTIONS_AT + SECTION);
    // name, type, flags, address, offset, size, link, info, alignment, size of an entry
    section(out, 1, 7, 2, 1104, 1104, 36, 0, 0, 4, 0);
    section(out, 20, 5, 2, 1140, 1140, 20, 3, 0, 4, 4);
    section(out, 26, 11, 2, 1168, 1168, 48, 4, 1, 8, 24);
    section(out, 34, 3, 2, 1368, 1368, stringsSize, 0, 0, 1, 0);
    section(out, 42, 1, 2, BASE_AT, BASE_AT, 1, 0, 0, 1, 0);
    section(out, 56, 1, 6, text(), text(), textSize(), 0, 0, 32, 0);
    section(out, 62, 1, 3, sem(), sem(), semSize(), 0, 0, 2, 0);
    section(out, 70, 6, 3, dyn(), dyn(), 112, 4, 0, 8, 16);
    section(out, 79, 7, 0, 0, note(), noteSize, 0, 0, 4, 0);
    section(out, 93, 3, 0, 0, 1240, 103, 0, 0, 1, 0);
    return out.array();
  }

  private static void segment(
      ByteBuffer out, int type, int flags, long at, long size, long alignment) {
    out.putInt(type).putInt(flags).putLong(at).putLong(at).putLong(at);
    out.putLong(size).putLong(size).putLong(alignment);
  }

  private static void section(ByteBuffer out, long... fields) {
    for (int i = 0; i < fields.length; i++) {
      boolean isHalf = i < 2 || i == 6 || i == 7;
      out = isHalf ? out.putInt((int) fields[i]) : out.putLong(fields[i]);
    }
  }
}
