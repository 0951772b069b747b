package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Site;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Which probes an event has fired already, on its thread: several appenders of one context see the
 * same event one after the other. Used only where there are several.
 */
public final class OncePerEvent {
  /** Weak, so that no application thread keeps an event and its class loader. */
  private static final ThreadLocal<WeakReference<OncePerEvent>> LAST = new ThreadLocal<>();

  private final Object event;
  private final List<Long> fired = new ArrayList<>();

  private OncePerEvent(Object event) {
    this.event = event;
  }

  /** That of an event; the same for the same event as long as no other comes between. */
  public static OncePerEvent of(Object event) {
    WeakReference<OncePerEvent> last = LAST.get();
    OncePerEvent known = last == null ? null : last.get();
    if (known == null || known.event != event) {
      known = new OncePerEvent(event);
      LAST.set(new WeakReference<>(known));
    }
    return known;
  }

  boolean isFirst(Site site) {
    return fired.contains(site.address()) ? false : fired.add(site.address());
  }
}
