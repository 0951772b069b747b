package io.github.usdt4j.snoop.tracefs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Holds an event of the ring buffer. All kinds of events in it have the same one argument.
 *
 * <pre>
 *  0  event's id 16 bits | 2  flags | 4  thread 32 bits | 8  address of the site
 * 16  where the text is: offset 16 bits, size 16 bits, its NUL included
 * </pre>
 *
 * @param nanos the time of the event, on the clock of the instance
 * @param address the address of the site, in the process that has fired
 */
record RawEvent(long nanos, long thread, long address, String text) {
  private static final int THREAD_AT = 4;
  private static final int ADDRESS_AT = 8;
  private static final int TEXT_AT = 16;

  /** Reads the event at this place of a page. */
  static RawEvent read(long nanos, ByteBuffer page, int at, int size) {
    return new RawEvent(
        nanos, page.getInt(at + THREAD_AT), page.getLong(at + ADDRESS_AT), text(page, at, size));
  }

  private static String text(ByteBuffer page, int at, int size) {
    int location = page.getInt(at + TEXT_AT);
    int offset = location & 0xffff;
    int length = location >>> 16;
    if (length == 0 || offset + length > size) {
      return "";
    }
    if (page.get(at + offset + length - 1) == 0) {
      length--;
    }
    byte[] text = new byte[length];
    page.get(at + offset, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
