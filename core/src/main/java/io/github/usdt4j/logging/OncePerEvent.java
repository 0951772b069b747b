package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Site;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which probes an event has fired already, on its thread: several appenders of one context see the
 * same event one after the other, and so may one appender.
 */
public final class OncePerEvent {
  /**
   * The event before, and what it has fired. All of it is of the boot loader and the event is held
   * weakly: no thread keeps an application's class loader.
   */
  private static final ThreadLocal<Map.Entry<WeakReference<Object>, List<Long>>> LAST =
      new ThreadLocal<>();

  private final List<Long> fired;

  private OncePerEvent(List<Long> fired) {
    this.fired = fired;
  }

  /** That of an event; the same for the same event as long as no other comes between. */
  public static OncePerEvent of(Object event) {
    Map.Entry<WeakReference<Object>, List<Long>> last = LAST.get();
    if (last == null || !last.getKey().refersTo(event)) {
      last = Map.entry(new WeakReference<>(event), new ArrayList<>());
      LAST.set(last);
    }
    return new OncePerEvent(last.getValue());
  }

  /** For frameworks that use an event again: the next one is another, whatever its identity. */
  public static void forget() {
    LAST.remove();
  }

  boolean isFirst(Site site) {
    if (fired.contains(site.address())) {
      return false;
    }
    return fired.add(site.address());
  }
}
