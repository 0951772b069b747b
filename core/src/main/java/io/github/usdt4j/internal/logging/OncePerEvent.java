package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.attachment.ProbeSite;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Remembers on a thread which probes an event has fired already. Several appenders of one context
 * see the same event one after the other, and one appender may see it twice. An appender between
 * them may log too, as a client of a network does, so that other events come between.
 */
public final class OncePerEvent {
  private static final int EVENTS = 8;

  // In what is kept of one event.
  private static final int COUNT = 0;
  private static final int TIME = 1;
  private static final int ADDRESSES = 2;

  /**
   * The last events of a thread, as weak references, then what each of them has fired: a count, its
   * time, and so many addresses; then the place of the next one. The arrays are used again for
   * later events. All classes in them are of the boot loader and the events are held weakly, so no
   * thread keeps an application's class loader.
   */
  private static final ThreadLocal<Object[]> LAST = new ThreadLocal<>();

  private static final int NEXT = 2 * EVENTS;

  private final Object[] last;
  private final int place;

  private OncePerEvent(Object[] last, int place) {
    this.last = last;
    this.place = place;
  }

  /** Returns what is kept of an event; it is lost when many other events come between. */
  public static OncePerEvent of(Object event) {
    return of(event, 0);
  }

  /**
   * Returns what is kept of an event of this time, for frameworks that use an event object again:
   * at another time it is another event.
   */
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
   * Returns what is kept of an event, for frameworks that use an event object again while their
   * clock shows the same time: when it comes to one appender a second time, it is another event.
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
   * Returns the place where an event is kept. A new event gets the one after the latest event that
   * is not forgotten, in place of the oldest.
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

  /**
   * Begins an event at a place. The array is made only then: few threads ever need all places, and
   * there may be many threads.
   */
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
   * Forgets events that are over, for frameworks that use an event object again: the next event is
   * another one, even if it is the same object.
   *
   * @param isOver tells whether all appenders have had an event, so that it comes to none any more
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

  /** Returns whether the event has fired a probe. */
  boolean has(ProbeSite site) {
    return has(site.address());
  }

  private boolean has(long sign) {
    long[] fired = fired(last, place);
    int end = ADDRESSES + (int) fired[COUNT];
    for (int i = ADDRESSES; i < end; i++) {
      if (fired[i] == sign) {
        return true;
      }
    }
    return false;
  }

  private boolean isFirst(long sign) {
    if (has(sign)) {
      return false;
    }
    long[] fired = fired(last, place);
    int end = ADDRESSES + (int) fired[COUNT];
    if (end == fired.length) {
      fired = Arrays.copyOf(fired, 2 * fired.length);
      last[EVENTS + place] = fired;
    }
    fired[end] = sign;
    fired[COUNT]++;
    return true;
  }
}
