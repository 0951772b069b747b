package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.WatchedProbes;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps the probes of one appender, and how it shows events: those that reach it, and those that
 * the filter makes of log calls, which its own filters may turn away.
 *
 * @param <E> the framework's events
 */
public final class AppenderProbes<E> {
  private final LogProbes probes;
  private volatile Shown<E> shown;

  /** Shows events and calls; it is replaced as a whole. */
  private record Shown<E>(Function<E, EventView> event, Function<LogCall<E>, EventView> call) {}

  /**
   * Makes those of an appender that has been started.
   *
   * @param view shows an event as a log probe sees it, with the appender's layout
   * @param isDenied whether the appender's own filters turn an event away
   */
  public AppenderProbes(LogProbes probes, Function<E, EventView> view, Predicate<E> isDenied) {
    this.probes = probes;
    show(view, isDenied);
  }

  /** Goes on for another appender, which has its own layout and filters. */
  public void show(Function<E, EventView> view, Predicate<E> isDenied) {
    shown =
        new Shown<>(view, call -> isDenied.test(call.event()) ? null : view.apply(call.event()));
  }

  /** Returns the probes, which appenders with the same options share. */
  public LogProbes probes() {
    return probes;
  }

  /**
   * Fires an event that has reached the appender; never throws.
   *
   * @param watched what a tracer watches of it
   * @param once null, or what keeps it from firing twice
   */
  public void fire(WatchedProbes watched, E event, OncePerEvent once) {
    probes.fire(watched, false, false, event, shown.event(), once);
  }

  /**
   * Fires an event below its level that has reached the appender, past the filter, and is to reach
   * no other; never throws.
   */
  public void fireBelowLevel(WatchedProbes watched, E event, OncePerEvent once) {
    if (probes.capturesBelowLevel()) {
      probes.fire(watched, true, true, event, shown.event(), once);
    }
  }

  /** Fires the event of a call that the filter has met; never throws. */
  void fire(WatchedProbes watched, LogCall<E> call, boolean isBelowLevel, OncePerEvent once) {
    probes.fire(watched, isBelowLevel, call.isCopy(), call, shown.call(), once);
  }
}
