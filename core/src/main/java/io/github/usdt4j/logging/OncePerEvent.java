package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Site;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * Which probes an event has fired already, on its thread: several appenders of one context see the
 * same event one after the other, and so may one appender.
 */
public final class OncePerEvent {
  private static final int EVENT = 0;
  private static final int FIRED = 1;
  private static final int COUNT = 0;

  /**
   * A weak reference to the event before, and what it has fired: a count, and so many addresses.
   * Used again for each event of a thread. All of it is of the boot loader and the event is held
   * weakly: no thread keeps an application's class loader.
   */
  private static final ThreadLocal<Object[]> LAST = new ThreadLocal<>();

  private final Object[] last;

  private OncePerEvent(Object[] last) {
    this.last = last;
  }

  /** That of an event; the same for the same event as long as no other comes between. */
  public static OncePerEvent of(Object event) {
    Object[] last = LAST.get();
    if (last == null) {
      last = new Object[] {null, new long[4]};
      LAST.set(last);
    }
    if (!(last[EVENT] instanceof WeakReference<?> reference && reference.get() == event)) {
      last[EVENT] = new WeakReference<>(event);
      ((long[]) last[FIRED])[COUNT] = 0;
    }
    return new OncePerEvent(last);
  }

  /** For frameworks that use an event again: the next one is another, whatever its identity. */
  public static void forget() {
    Object[] last = LAST.get();
    if (last != null) {
      last[EVENT] = null;
    }
  }

  boolean isFirst(Site site) {
    long[] fired = (long[]) last[FIRED];
    int count = (int) fired[COUNT];
    for (int i = 1; i <= count; i++) {
      if (fired[i] == site.address()) {
        return false;
      }
    }
    if (count + 1 == fired.length) {
      fired = Arrays.copyOf(fired, 2 * fired.length);
      last[FIRED] = fired;
    }
    fired[count + 1] = site.address();
    fired[COUNT] = count + 1L;
    return true;
  }
}
