package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.attachment.ProbeSite;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which probes an event has fired already, on its thread: several appenders of one context see the
 * same event one after the other, and so may one appender. An appender between them may log too, as
 * a client of a network does: its events come between.
 */
public final class OncePerEvent {
  private static final int EVENTS = 8;

  // In what is kept of one event.
  private static final int COUNT = 0;
  private static final int TIME = 1;
  private static final int ADDRESSES = 2;

  /**
   * The last events of a thread, as weak references, then what each of them has fired: a count, its
   * time, and so many addresses; then the place of the next one. Used again for later events. All
   * of it is of the boot loader and the events are held weakly: no thread keeps an application's
   * class loader.
   */
  private static final ThreadLocal<Object[]> LAST = new ThreadLocal<>();

  private static final int NEXT = 2 * EVENTS;

  private final Object[] last;
  private final int place;

  private OncePerEvent(Object[] last, int place) {
    this.last = last;
    this.place = place;
  }

  /**
   * Returns what is kept of an event: the same for the same event unless many others come between.
   */
  public static OncePerEvent of(Object event) {
    return of(event, 0);
  }

  /** For frameworks that use an event again: one of another time is another. */
  public static OncePerEvent of(Object event, long time) {
    Object[] last = LAST.get();
    if (last == null) {
      last = new Object[2 * EVENTS + 1];
      last[NEXT] = new int[1];
      LAST.set(last);
    }
    int place = place(last, event);
    if (event(last, place) != event) {
      last[place] = new WeakReference<>(event);
      begin(last, place);
    }
    long[] fired = fired(last, place);
    if (fired[TIME] != time) {
      fired[TIME] = time;
      fired[COUNT] = 0;
    }
    return new OncePerEvent(last, place);
  }

  /**
   * For frameworks that use an event again while their clock shows the same time: what comes to one
   * appender again is another event.
   */
  public static OncePerEvent ofNext(Object event, long time, Object appender) {
    // No address of a probe is negative.
    long sign = -1L - System.identityHashCode(appender);
    OncePerEvent once = of(event, time);
    if (!once.isFirst(sign)) {
      forget(other -> other == event);
      once = of(event, time);
      once.isFirst(sign);
    }
    return once;
  }

  /**
   * Where an event is, or else may be: after the latest one that is left, in place of the oldest.
   */
  private static int place(Object[] last, Object event) {
    for (int i = 0; i < EVENTS; i++) {
      if (event(last, i) == event) {
        return i;
      }
    }
    int[] next = (int[]) last[NEXT];
    int place = next[0];
    for (int i = 1; i < EVENTS && event(last, before(place)) == null; i++) {
      place = before(place);
    }
    next[0] = (place + 1) % EVENTS;
    return place;
  }

  private static int before(int place) {
    return (place + EVENTS - 1) % EVENTS;
  }

  /** Few threads ever need all: there may be many of them. */
  private static void begin(Object[] last, int place) {
    if (last[EVENTS + place] == null) {
      last[EVENTS + place] = new long[ADDRESSES + 3];
    }
    fired(last, place)[COUNT] = 0;
  }

  private static Object event(Object[] last, int place) {
    return last[place] == null ? null : ((WeakReference<?>) last[place]).get();
  }

  private static long[] fired(Object[] last, int place) {
    return (long[]) last[EVENTS + place];
  }

  /**
   * For frameworks that use an event again: the next one is another, whatever its identity.
   *
   * @param isOver whether an event is not under way any more; those that are come to appenders yet
   */
  public static void forget(Predicate<Object> isOver) {
    Object[] last = LAST.get();
    if (last == null) {
      return;
    }
    for (int i = 0; i < EVENTS; i++) {
      Object event = event(last, i);
      if (event != null && isOver.test(event)) {
        last[i] = null;
      }
    }
  }

  boolean isFirst(ProbeSite site) {
    return isFirst(site.address());
  }

  private boolean isFirst(long sign) {
    long[] fired = fired(last, place);
    int end = ADDRESSES + (int) fired[COUNT];
    for (int i = ADDRESSES; i < end; i++) {
      if (fired[i] == sign) {
        return false;
      }
    }
    if (end == fired.length) {
      fired = Arrays.copyOf(fired, 2 * fired.length);
      last[EVENTS + place] = fired;
    }
    fired[end] = sign;
    fired[COUNT]++;
    return true;
  }
}
