package io.github.usdt4j.snoop.tracefs;

import java.nio.ByteBuffer;

/**
 * Takes apart a page of a CPU's ring buffer, as read from trace_pipe_raw.
 *
 * <pre>
 *  0  time of the first event | 8  size, flags | 16  events
 *
 *  size: 1 << 31: events were lost before this page; 1 << 30: their number follows the last event
 *  event: type 5 bits, time since the one before 27 bits; then by type:
 *    0      size of the rest 32 bits, this word included; data
 *    1..28  data of 4 x type bytes
 *    29     padding: size 32 bits; when the time is 0, to the end of the page
 *    30     27 more bits of time: 32 bits
 *    31     absolute time, from bit 27 on: 32 bits
 * </pre>
 */
final class RawPage {
  /** Takes what is in a page. */
  interface Visitor {
    /**
     * Takes an event.
     *
     * @param nanos the time of the event, on the clock of the instance
     * @param at where its data is in the page
     */
    void event(long nanos, ByteBuffer page, int at, int size);

    /** Counts events that the buffer had no room for. */
    void lost(long count);
  }

  private static final int HEADER_SIZE = 16;
  private static final long MISSED = 1L << 31;
  private static final long MISSED_COUNTED = 1L << 30;
  private static final int SIZE_MASK = (1 << 20) - 1;

  private static final int LONG_DATA = 0;
  private static final int PADDING = 29;
  private static final int TIME_EXTEND = 30;
  private static final int TIME_STAMP = 31;

  /** Bits of a time that an absolute time stamp does not hold. */
  private static final long UPPER_TIME = 0xf8L << 56;

  private RawPage() {}

  /** Visits the events of a page in native byte order; returns how many bytes they have. */
  static int read(ByteBuffer page, Visitor visitor) {
    long time = page.getLong(0);
    long commit = page.getLong(8);
    int size = (int) commit & SIZE_MASK;
    int end = Math.min(HEADER_SIZE + size, page.limit());
    if ((commit & MISSED) != 0) {
      boolean counted = (commit & MISSED_COUNTED) != 0 && end + 8 <= page.limit();
      visitor.lost(counted ? page.getLong(end) : 1);
    }
    for (int at = HEADER_SIZE; at + 4 <= end; ) {
      int head = page.getInt(at);
      int type = head & 31;
      long delta = (head & 0xffffffffL) >>> 5;
      at += 4;
      if (type == PADDING) {
        if (delta == 0) {
          break;
        }
        at += page.getInt(at);
      } else if (type == TIME_EXTEND) {
        delta += (page.getInt(at) & 0xffffffffL) << 27;
        at += 4;
      } else if (type == TIME_STAMP) {
        time = (time & UPPER_TIME) | (page.getInt(at) & 0xffffffffL) << 27 | delta;
        delta = 0;
        at += 4;
      } else {
        int start = type == LONG_DATA ? at + 4 : at;
        int length = type == LONG_DATA ? page.getInt(at) - 4 : 4 * type;
        visitor.event(time + delta, page, start, length);
        at = start + length;
      }
      time += delta;
    }
    return size;
  }
}
