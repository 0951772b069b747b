package io.github.usdt4j.jul;

import java.lang.ref.WeakReference;
import java.util.logging.LogRecord;

/**
 * Remembers which record a thread logs now that a filter of ours in its logger has let pass. A
 * record that comes to a handler without that has met none.
 */
final class PassedRecord {
  /** The record, held weakly: its class may be of an application. */
  private static final ThreadLocal<WeakReference<LogRecord>> LAST = new ThreadLocal<>();

  private PassedRecord() {}

  static void remember(LogRecord record) {
    LAST.set(new WeakReference<>(record));
  }

  static boolean is(LogRecord record) {
    WeakReference<LogRecord> last = LAST.get();
    return last != null && last.refersTo(record);
  }
}
