package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Holds the words of one log event and their texts in native memory. Java fills it faster than JNI
 * hands out strings, which takes two calls back into the JVM for each string and converts it byte
 * by byte. JNI's way remains for a text that is to be cut, has a NUL, or finds no room.
 *
 * <p>Instances are few and belong to no thread, since there may be a hundred thousand virtual ones.
 *
 * <pre>
 * memory: | word 0 | ... | word 11 | text NUL | text NUL | ... used | free ... | BLOCK_BYTES
 * </pre>
 */
final class NativeEvent implements EventArguments {
  private static final int BLOCK_BYTES = 4096;
  private static final int WORDS_BYTES = EventArgument.COUNT * Long.BYTES;

  /** How many instances there are at most; it is a power of two. */
  private static final int INSTANCES = 32;

  private static final long EMPTY_TEXT = Native.usdt_text("");

  private static final AtomicReferenceArray<NativeEvent> FREE =
      new AtomicReferenceArray<>(INSTANCES);

  static {
    try {
      ByteBuffer all = ByteBuffer.allocateDirect(INSTANCES * BLOCK_BYTES);
      long address = Native.usdt_address(all);
      for (int i = 0; i < INSTANCES; i++) {
        ByteBuffer block = all.slice(i * BLOCK_BYTES, BLOCK_BYTES).order(ByteOrder.nativeOrder());
        FREE.set(i, new NativeEvent(i, block, address + (long) i * BLOCK_BYTES));
      }
    } catch (OutOfMemoryError e) {
      // The application has used up its direct memory; all texts go JNI's way.
    }
  }

  /** The place where this is kept while it is free, or -1. */
  private final int place;

  private final ByteBuffer memory;

  /** The address of the memory, or 0 for an instance that has no memory for texts. */
  private final long address;

  private final int[] limits = EventArgument.limits(0);
  private int used;

  /** Bit i is set when argument i goes JNI's way, as {@code texts[i]}. */
  private int strings;

  // For JNI's way; null until it is gone.
  private String[] texts;
  private long[] words;

  private NativeEvent(int place, ByteBuffer memory, long address) {
    this.place = place;
    this.memory = memory;
    this.address = address;
  }

  /** Makes the instances; else the first event does, on a thread that may be short of stack. */
  static void prepare() {
    // The class's initializer has done it.
  }

  /** Returns an instance for this thread alone, until it is closed. */
  static NativeEvent take(int maxMessageBytes) {
    int first = (int) Thread.currentThread().getId();
    NativeEvent event = FREE.getAndSet(first & (INSTANCES - 1), null);
    if (event == null) {
      event = takeAnother(first);
    }
    event.limits[EventArgument.MESSAGE.index()] = maxMessageBytes;
    event.used = WORDS_BYTES;
    return event;
  }

  private static NativeEvent takeAnother(int first) {
    for (int i = 1; i < INSTANCES; i++) {
      NativeEvent event = FREE.getAndSet((first + i) & (INSTANCES - 1), null);
      if (event != null) {
        return event;
      }
    }
    return new NativeEvent(-1, ByteBuffer.allocate(WORDS_BYTES).order(ByteOrder.nativeOrder()), 0);
  }

  /** Returns the address of the words, one after the other. */
  long address() {
    return address;
  }

  @Override
  public void word(EventArgument argument, int word) {
    put(argument, word);
  }

  @Override
  public void interned(EventArgument argument, long text) {
    put(argument, text == 0 ? EMPTY_TEXT : text);
  }

  private void put(EventArgument argument, long word) {
    memory.putLong(argument.index() * Long.BYTES, word);
  }

  @Override
  public void text(EventArgument argument, String text) {
    if (text == null) {
      put(argument, EMPTY_TEXT);
    } else if (!write(argument, text)) {
      leaveToJni(argument, text);
    }
  }

  /** Writes a text into the memory; false when it does not fit, is to be cut or has a NUL. */
  private boolean write(EventArgument argument, String text) {
    int most = Math.min(limits[argument.index()], memory.capacity() - used - 1);
    if (text.length() > most || text.indexOf(0) >= 0) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > most) {
      return false;
    }
    memory.put(used, bytes);
    memory.put(used + bytes.length, (byte) 0);
    put(argument, address + used);
    used += bytes.length + 1;
    return true;
  }

  private void leaveToJni(EventArgument argument, String text) {
    if (texts == null) {
      texts = new String[EventArgument.COUNT];
    }
    texts[argument.index()] = text;
    strings |= 1 << argument.index();
  }

  @Override
  public int fire(long site) {
    if (strings != 0 || address == 0) {
      return fireThroughJni(site);
    }
    Native.usdt_fire_site(site, EventArgument.COUNT, address);
    return 0;
  }

  private int fireThroughJni(long site) {
    if (words == null) {
      words = new long[EventArgument.COUNT];
    }
    for (int i = 0; i < words.length; i++) {
      words[i] = memory.getLong(i * Long.BYTES);
    }
    return Native.usdt_fire_array(site, EventArgument.COUNT, strings, limits, words, texts);
  }

  @Override
  public void close() {
    if (strings != 0) {
      strings = 0;
      Arrays.fill(texts, null);
    }
    if (place >= 0) {
      FREE.setRelease(place, this);
    }
  }
}
