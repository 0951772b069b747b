package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for the words of one log event and their texts, which Java fills faster than JNI
 * hands out strings: that takes two calls back for each, and converts it byte by byte. The blocks
 * are few, belong to no thread, and end with this class.
 */
final class EventBlock {
  private static final int BYTES = 4096;
  private static final int WORDS = 12;
  private static final int EMPTY = WORDS * Long.BYTES;

  /** A power of two. */
  private static final int COUNT = 32;

  private static final AtomicReferenceArray<EventBlock> FREE = new AtomicReferenceArray<>(COUNT);

  static {
    try {
      ByteBuffer memory = ByteBuffer.allocateDirect(COUNT * BYTES);
      long address = Native.usdt_address(memory);
      for (int i = 0; i < COUNT; i++) {
        ByteBuffer part = memory.slice(i * BYTES, BYTES).order(ByteOrder.nativeOrder());
        FREE.set(i, new EventBlock(i, part, address + (long) i * BYTES));
      }
    } catch (OutOfMemoryError e) {
      // The application has used up its direct memory; events fire without blocks, too.
    }
  }

  private final int place;
  private final ByteBuffer memory;
  private final long address;
  private int used;

  private EventBlock(int place, ByteBuffer memory, long address) {
    this.place = place;
    this.memory = memory;
    this.address = address;
  }

  /** Makes the blocks; else the first event does, on a thread that may be short of stack. */
  static void prepare() {
    // The class's initializer has done it.
  }

  /** A block for this thread alone, until {@link #giveBack}; null when there is none for it. */
  static EventBlock take() {
    EventBlock block = FREE.getAndSet((int) Thread.currentThread().getId() & (COUNT - 1), null);
    if (block != null) {
      block.used = EMPTY + 1;
    }
    return block;
  }

  void giveBack() {
    FREE.setRelease(place, this);
  }

  /** Of the words, one after the other. */
  long address() {
    return address;
  }

  void word(int argument, long word) {
    memory.putLong(argument * Long.BYTES, word);
  }

  /** The address of a text, where 0 is that of an empty one. */
  void textAt(int argument, long text) {
    word(argument, text == 0 ? address + EMPTY : text);
  }

  /**
   * A text, where null is an empty one; false when it does not fit, is to be cut or has a NUL.
   *
   * @param maxBytes where it is to be cut, in UTF-8
   */
  boolean text(int argument, String text, int maxBytes) {
    if (text == null) {
      textAt(argument, 0);
      return true;
    }
    int most = Math.min(maxBytes, BYTES - used - 1);
    if (text.length() > most || text.indexOf(0) >= 0) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > most) {
      return false;
    }
    memory.put(used, bytes);
    memory.put(used + bytes.length, (byte) 0);
    word(argument, address + used);
    used += bytes.length + 1;
    return true;
  }
}
