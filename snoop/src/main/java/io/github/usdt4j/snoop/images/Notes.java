package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Reads the probes of an image, one after the other and in constant memory:
 *
 * <pre>
 *  0  owner size 8 | 4  descriptor size | 8  type 3 | 12  "stapsdt\\0"
 * 20  site | 28  base | 36  semaphore | 44  provider\\0 name\\0 operands\\0 | to a multiple of 4
 * </pre>
 *
 * A note of another type belongs to a probe that was removed. All that a note says is compared with
 * the layout and with the code in its slot, so that the kernel is told no place that was not looked
 * at.
 */
final class Notes {
  private static final int OWNER_SIZE = 8;
  private static final int MARK_AT = 8;
  private static final int DESCRIPTOR_AT = 20;
  private static final int STRINGS_AT = 44;

  /** Type and owner of a probe's note. */
  private static final byte[] MARK = {3, 0, 0, 0, 's', 't', 'a', 'p', 's', 'd', 't', 0};

  // usdt.h and types.h
  private static final int MAX_NAME = 127;
  private static final int MAX_OPERANDS = 639;
  private static final int MAX_NOTE = STRINGS_AT + 2 * (MAX_NAME + 1) + MAX_OPERANDS + 1 + 3;

  private static final int WINDOW = 65_536;
  private static final int PAGE = 4096;

  /** What a read of code counts for: a few slots, since the kernel has the page in memory. */
  private static final int READ_OF_CODE = 128;

  private final FileChannel file;
  private final Layout layout;
  private final ReadLimit limit;

  /** A part of the notes, from this place in the file on. */
  private final ByteBuffer window = buffer(WINDOW).limit(0);

  private long windowAt;

  /** The page of code that was needed last: notes mostly follow their slots. */
  private final ByteBuffer code = buffer(PAGE).limit(0);

  private long codeAt = -1;

  private Notes(FileChannel file, Layout layout, ReadLimit limit) {
    this.file = file;
    this.layout = layout;
    this.limit = limit;
    windowAt = layout.note();
  }

  /** Hands over the probes; an exception says what is wrong with the image, which is not ours. */
  static void read(FileChannel file, Layout layout, ReadLimit limit, Consumer<ProbeNote> probes)
      throws IOException {
    new Notes(file, layout, limit).read(probes);
  }

  private void read(Consumer<ProbeNote> probes) throws IOException {
    long left = layout.noteSize();
    // A slot has one note, which is kept when its probe is removed.
    if (left < 0 || left > (long) layout.slots() * MAX_NOTE) {
      throw new LeftOutException("has more notes than slots");
    }
    BitSet seen = new BitSet(layout.slots());
    for (int count = 0; left > 0; count++) {
      if (count == layout.slots()) {
        throw new LeftOutException("has more notes than slots");
      }
      int size = fill(left);
      limit.take(size);
      if (isProbe()) {
        probes.accept(probe(seen));
      }
      window.position(window.position() + size);
      left -= size;
    }
  }

  /** Brings the next note into the window; returns its size. */
  private int fill(long left) throws IOException {
    if (window.remaining() < Math.min(left, MAX_NOTE)) {
      windowAt += window.position();
      read(window, windowAt, WINDOW);
    }
    int available = (int) Math.min(left, window.remaining());
    int at = window.position();
    if (available > STRINGS_AT && window.getInt(at) == OWNER_SIZE) {
      int descriptor = window.getInt(at + 4);
      int size = DESCRIPTOR_AT + (descriptor + 3 & ~3);
      if (descriptor >= STRINGS_AT - DESCRIPTOR_AT
          && size > 0
          && size <= Math.min(available, MAX_NOTE)) {
        return size;
      }
    }
    throw new LeftOutException("has a note that is none of ours");
  }

  private boolean isProbe() {
    byte[] mark = new byte[MARK.length];
    window.get(window.position() + MARK_AT, mark);
    return Arrays.equals(mark, MARK);
  }

  private ProbeNote probe(BitSet seen) throws IOException {
    int at = window.position();
    int end = at + DESCRIPTOR_AT + window.getInt(at + 4);
    int nameAt = afterText(at + STRINGS_AT, end, MAX_NAME);
    int operandsAt = afterText(nameAt, end, MAX_NAME);
    if (afterText(operandsAt, end, MAX_OPERANDS) != end) {
      throw new LeftOutException("has a note with other texts than ours");
    }
    long site = window.getLong(at + DESCRIPTOR_AT);
    long semaphore = window.getLong(at + DESCRIPTOR_AT + 16);
    int slot = layout.slot(site);
    if (slot < 0
        || seen.get(slot)
        || window.getLong(at + DESCRIPTOR_AT + 8) != Layout.base()
        || !isStub(slot, semaphore)) {
      throw new LeftOutException("has a note of a place that is no probe of ours");
    }
    seen.set(slot);
    return new ProbeNote(
        text(at + STRINGS_AT, nameAt),
        text(nameAt, operandsAt),
        site,
        semaphore,
        text(operandsAt, end));
  }

  private boolean isStub(int slot, long semaphore) throws IOException {
    byte[] stub = layout.stub(slot, semaphore);
    if (stub == null) {
      return false;
    }
    long at = layout.stubAt(slot);
    long page = at / PAGE * PAGE;
    if (page != codeAt) {
      limit.take(READ_OF_CODE);
      read(code, page, PAGE);
      codeAt = page;
    }
    byte[] found = new byte[stub.length];
    if (code.limit() == PAGE) {
      code.get((int) (at - page), found);
    }
    return Arrays.equals(found, stub);
  }

  /** Returns the place after the NUL of a text, which may have so many bytes at most. */
  private int afterText(int at, int end, int most) throws LeftOutException {
    for (int i = at; i < end && i <= at + most; i++) {
      if (window.get(i) == 0) {
        return i + 1;
      }
    }
    throw new LeftOutException("has a note with other texts than ours");
  }

  private String text(int at, int end) {
    byte[] text = new byte[end - 1 - at];
    window.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void read(ByteBuffer into, long at, int size) throws IOException {
    into.clear().limit(size);
    while (into.hasRemaining() && file.read(into, at + into.position()) > 0) {}
    into.flip();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
