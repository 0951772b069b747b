package io.github.usdt4j.internal.bridge;

import java.util.Arrays;

/**
 * Remembers for which appenders the filter has fired the event that its thread logs now. Where an
 * appender gets a reference meanwhile, as when a configuration is read again, the event comes to it
 * all the same, and must not fire again.
 */
final class FiredAhead {
  private static final int COUNT = 0;

  /**
   * A count, and so many signs. The array is of the boot loader's class, and stays behind on the
   * application's thread without keeping another loader.
   */
  private static final ThreadLocal<long[]> SIGNS = new ThreadLocal<>();

  private FiredAhead() {}

  /** Forgets them, as another event begins. */
  static void forget() {
    long[] signs = SIGNS.get();
    if (signs != null) {
      signs[COUNT] = 0;
    }
  }

  /** Remembers an appender. */
  static void remember(Object appender, String logger, int level) {
    long[] signs = SIGNS.get();
    int end = signs == null ? 1 : 1 + (int) signs[COUNT];
    if (signs == null || end == signs.length) {
      signs = signs == null ? new long[2] : Arrays.copyOf(signs, 2 * signs.length);
      SIGNS.set(signs);
    }
    signs[end] = sign(appender, logger, level);
    signs[COUNT] = end;
  }

  /** Returns whether the event that comes to an appender has been fired for it. */
  static boolean has(Object appender, String logger, int level) {
    long[] signs = SIGNS.get();
    if (signs == null) {
      return false;
    }
    long sign = sign(appender, logger, level);
    for (int i = 1; i <= signs[COUNT]; i++) {
      if (signs[i] == sign) {
        return true;
      }
    }
    return false;
  }

  private static long sign(Object appender, String logger, int level) {
    return ((long) System.identityHashCode(appender) << Integer.SIZE)
        | Integer.toUnsignedLong(31 * logger.hashCode() + level);
  }
}
