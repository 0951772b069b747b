package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.internal.logging.Rendering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Marker;

/**
 * What the filter answers, and fires. The level check stays what it is for everybody else: a call
 * is fired and left to it; an event that is there because a guard was opened is fired and denied.
 */
final class Decider {
  /** How long a fluent call may take from its guard to its end. */
  private static final long GUARDED_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final TurboFilter self;
  private final Capture capture;

  /** When a logger's guard was last opened for a tracer, to about a second. */
  private final Map<Logger, Long> guardOpened = new ConcurrentHashMap<>();

  Decider(TurboFilter self, Capture capture) {
    this.self = self;
    this.capture = capture;
  }

  /**
   * Whether there is anything to decide on a log call or a guard; the gate of its level is open.
   * This is what a call pays while a tracer is attached to another logger.
   */
  boolean isDue(Logger logger, Level level, int number) {
    return (capture.gate().isHeld() && Rendering.isActive())
        || ((isBelowLevel(logger, level) || capture.isFilterAlone())
            && capture.isWatched(logger, number));
  }

  /** As the method below, with one or two arguments one by one. */
  FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      int count,
      Object first,
      Object second,
      Object[] more,
      Throwable throwable) {
    Object[] params =
        switch (count) {
          case 1 -> new Object[] {first};
          case 2 -> new Object[] {first, second};
          default -> more;
        };
    return decide(marker, logger, level, format, params, throwable);
  }

  /** Decides on a log call or a guard that is due. */
  private FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    if (capture.gate().isHeld() && Rendering.isActive()) {
      return replyWhileRendering();
    }
    int number = LogbackLevels.of(level);
    boolean isBelow = isBelowLevel(logger, level);
    if (!isBelow && !capture.isFilterAlone()) {
      return FilterReply.NEUTRAL;
    }
    List<TurboFilter> behind = behind();
    FilterReply rest =
        ask(behind, filter -> filter.decide(marker, logger, level, format, params, throwable));
    if (rest == FilterReply.DENY) {
      return rest;
    }
    boolean belowLevel = isBelow && rest == FilterReply.NEUTRAL;
    boolean isGuard = format == null && params == null && throwable == null;
    if (isGuard && belowLevel && capture.opensGuard(logger, number)) {
      rememberGuard(logger);
      return FilterReply.ACCEPT;
    }
    if (!isGuard && (belowLevel || capture.isFilterAlone())) {
      capture.fire(
          logger,
          number,
          belowLevel,
          () ->
              CallEvents.of(capture.failures(), marker, logger, level, format, params, throwable));
    }
    if (rest != FilterReply.NEUTRAL) {
      return rest;
    }
    // What the level check would say: those behind have been asked and must not be again, and a
    // level that changes now would let the event fire a second time.
    return belowLevel ? FilterReply.DENY : FilterReply.ACCEPT;
  }

  /**
   * Decides on an event that is complete, as fluent calls make it: no level check follows. Called
   * whether or not the gate is open.
   */
  FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    Level level = Level.convertAnSLF4JLevel(event.getLevel());
    int number = LogbackLevels.of(level);
    boolean isOpen = capture.gate().isOpen(number);
    if (isOpen && capture.gate().isHeld() && Rendering.isActive()) {
      return replyWhileRendering();
    }
    boolean isBelow = isBelowLevel(logger, level) && isGuardRemembered(logger);
    boolean isFired = isOpen && (isBelow || capture.isFilterAlone());
    if (!isBelow && !(isFired && capture.isWatched(logger, number))) {
      return FilterReply.NEUTRAL;
    }
    List<TurboFilter> behind = behind();
    FilterReply rest = ask(behind, filter -> filter.decide(logger, event));
    boolean belowLevel = isBelow && rest == FilterReply.NEUTRAL;
    if (isFired && rest != FilterReply.DENY && (belowLevel || capture.isFilterAlone())) {
      capture.fire(
          logger,
          number,
          belowLevel,
          () -> CallEvents.of(capture.failures(), logger, level, event));
    }
    if (belowLevel) {
      return FilterReply.DENY;
    }
    return behind.isEmpty() || rest != FilterReply.NEUTRAL ? rest : FilterReply.ACCEPT;
  }

  /** An event that is there because a tracer looks must not show, and neither what it logs. */
  private static FilterReply replyWhileRendering() {
    return Rendering.isSilent() ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean isBelowLevel(Logger logger, Level level) {
    return logger.getEffectiveLevel().levelInt > level.levelInt;
  }

  /** The filters that would be asked after this one. */
  private List<TurboFilter> behind() {
    List<TurboFilter> all =
        Arrays.asList(capture.context().getTurboFilterList().toArray(new TurboFilter[0]));
    int place = all.indexOf(self);
    return place < 0 ? List.of() : all.subList(place + 1, all.size());
  }

  private static FilterReply ask(
      List<TurboFilter> filters, Function<TurboFilter, FilterReply> question) {
    for (TurboFilter filter : filters) {
      FilterReply reply = question.apply(filter);
      if (reply != FilterReply.NEUTRAL) {
        return reply;
      }
    }
    return FilterReply.NEUTRAL;
  }

  private void rememberGuard(Logger logger) {
    long now = System.nanoTime();
    Long last = guardOpened.get(logger);
    if (last == null || now - last > TimeUnit.SECONDS.toNanos(1)) {
      guardOpened.put(logger, now);
    }
  }

  private boolean isGuardRemembered(Logger logger) {
    Long last = guardOpened.get(logger);
    return last != null && System.nanoTime() - last < GUARDED_NANOS;
  }
}
