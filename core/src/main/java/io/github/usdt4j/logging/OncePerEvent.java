package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Site;
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
  private static final int EVENT = 0;
  private static final int FIRED = 1;
  private static final int COUNT = 0;
  private static final int TIME = 1;
  private static final int ADDRESSES = 2;

  /**
   * The last events of a thread, the latest first; null where there were not so many. Each is a
   * weak reference to the event, and what it has fired: a count, its time, and so many addresses.
   * Used again for later events. All of it is of the boot loader and the events are held weakly: no
   * thread keeps an application's class loader.
   */
  private static final ThreadLocal<Object[][]> LAST = new ThreadLocal<>();

  private final Object[] known;

  private OncePerEvent(Object[] known) {
    this.known = known;
  }

  /** That of an event; the same for the same event unless many others come between. */
  public static OncePerEvent of(Object event) {
    return of(event, 0);
  }

  /** For frameworks that use an event again: one of another time is another. */
  public static OncePerEvent of(Object event, long time) {
    Object[][] last = LAST.get();
    if (last == null) {
      last = new Object[EVENTS][];
      LAST.set(last);
    }
    Object[] known = toFront(last, place(last, event));
    long[] fired = (long[]) known[FIRED];
    if (event(known) != event) {
      known[EVENT] = new WeakReference<>(event);
      fired[COUNT] = 0;
    }
    if (fired[TIME] != time) {
      fired[TIME] = time;
      fired[COUNT] = 0;
    }
    return new OncePerEvent(known);
  }

  /**
   * Where an event is, or may be: where none is, so that those under way stay, or the oldest is.
   */
  private static int place(Object[][] last, Object event) {
    int place = EVENTS - 1;
    for (int i = 0; i < EVENTS; i++) {
      Object other = event(last[i]);
      if (other == event) {
        return i;
      }
      if (other == null) {
        place = i;
      }
    }
    return place;
  }

  private static Object event(Object[] known) {
    return known != null && known[EVENT] instanceof WeakReference<?> reference
        ? reference.get()
        : null;
  }

  private static Object[] toFront(Object[][] last, int place) {
    Object[] known = last[place];
    System.arraycopy(last, 0, last, 1, place);
    last[0] = known == null ? new Object[] {null, new long[ADDRESSES + 3]} : known;
    return last[0];
  }

  /**
   * For frameworks that use an event again: the next one is another, whatever its identity.
   *
   * @param isOver whether an event is not under way any more; those that are come to appenders yet
   */
  public static void forget(Predicate<Object> isOver) {
    Object[][] last = LAST.get();
    if (last == null) {
      return;
    }
    for (Object[] known : last) {
      Object event = event(known);
      if (event != null && isOver.test(event)) {
        known[EVENT] = null;
      }
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
    long[] fired = (long[]) known[FIRED];
    int end = ADDRESSES + (int) fired[COUNT];
    for (int i = ADDRESSES; i < end; i++) {
      if (fired[i] == appender) {
        return false;
      }
    }
    if (end == fired.length) {
      fired = Arrays.copyOf(fired, 2 * fired.length);
      known[FIRED] = fired;
    }
    fired[end] = appender;
    fired[COUNT]++;
    return true;
  }
}
