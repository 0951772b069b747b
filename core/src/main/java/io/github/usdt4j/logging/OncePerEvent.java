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
  private static final int TIME = 1;
  private static final int ADDRESSES = 2;

  /**
   * A weak reference to the event before, and what it has fired: a count, its time, and so many
   * addresses. Used again for each event of a thread. All of it is of the boot loader and the event
   * is held weakly: no thread keeps an application's class loader.
   */
  private static final ThreadLocal<Object[]> LAST = new ThreadLocal<>();

  private final Object[] last;

  private OncePerEvent(Object[] last) {
    this.last = last;
  }

  /** That of an event; the same for the same event as long as no other comes between. */
  public static OncePerEvent of(Object event) {
    return of(event, 0);
  }

  /** For frameworks that use an event again: one of another time is another. */
  public static OncePerEvent of(Object event, long time) {
    Object[] last = LAST.get();
    if (last == null) {
      last = new Object[] {null, new long[ADDRESSES + 3]};
      LAST.set(last);
    }
    long[] fired = (long[]) last[FIRED];
    if (!(last[EVENT] instanceof WeakReference<?> reference && reference.get() == event)) {
      last[EVENT] = new WeakReference<>(event);
      fired[COUNT] = 0;
    }
    if (fired[TIME] != time) {
      fired[TIME] = time;
      fired[COUNT] = 0;
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
    return isFirst(site.address());
  }

  /**
   * Whether the event comes to an appender for the first time.
   *
   * @param appender negative, which no address of a probe is
   */
  public boolean isFirst(long appender) {
    long[] fired = (long[]) last[FIRED];
    int end = ADDRESSES + (int) fired[COUNT];
    for (int i = ADDRESSES; i < end; i++) {
      if (fired[i] == appender) {
        return false;
      }
    }
    if (end == fired.length) {
      fired = Arrays.copyOf(fired, 2 * fired.length);
      last[FIRED] = fired;
    }
    fired[end] = appender;
    fired[COUNT]++;
    return true;
  }
}
