package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.Rendering;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.CompositeFilter;

/**
 * What the filter answers, and fires. The level check stays what it is for everybody else: a call
 * is fired and left to it; only a guard is told that its level is enabled.
 */
final class Decider {
  private final Filter self;
  private final Capture capture;

  Decider(Filter self, Capture capture) {
    this.self = self;
    this.capture = capture;
  }

  /**
   * Whether there is anything to decide on a log call or a guard; the gate of its level is open.
   * This is what a call pays while a tracer is attached to another logger.
   */
  boolean isDue(Logger logger, Level level) {
    if (capture.gate().isHeld() && Rendering.isActive()) {
      return Rendering.isSilent();
    }
    capture.begin();
    return level != null
        && (isBelowLevel(logger, level) || capture.isFilterAlone())
        && capture.isWatched(logger, Log4jLevels.of(level));
  }

  /** Decides on a log call or a guard that is due. */
  Result decide(Logger logger, Level level, Marker marker, Call call) {
    if (Rendering.isActive()) {
      // An event that is there because a tracer looks must not show, and neither what it logs.
      return Rendering.isSilent() ? Result.DENY : Result.NEUTRAL;
    }
    int number = Log4jLevels.of(level);
    boolean isBelow = isBelowLevel(logger, level);
    List<Filter> behind = behind();
    Result rest = ask(behind, logger, level, marker, call);
    if (rest == Result.DENY) {
      return rest;
    }
    boolean belowLevel = isBelow && rest == Result.NEUTRAL;
    boolean isGuard = call.isEmpty() && !Flow.isFlow(marker);
    if (isGuard
        && belowLevel
        && capture.opensGuard(logger, number)
        && !(call instanceof Call.Any && Callers.askOnce())) {
      return Result.ACCEPT;
    }
    if (!call.isEmpty() && (belowLevel || capture.isFilterAlone())) {
      capture.fire(logger, level, belowLevel, marker, call);
    }
    if (rest != Result.NEUTRAL || behind.isEmpty()) {
      return rest;
    }
    // Those behind have been asked and must not be again: what the level check would say.
    return belowLevel ? Result.DENY : Result.ACCEPT;
  }

  private static boolean isBelowLevel(Logger logger, Level level) {
    return logger.getLevel().intLevel() < level.intLevel();
  }

  /** The filters that would be asked after this one. */
  private List<Filter> behind() {
    if (!(capture.configuration().getFilter() instanceof CompositeFilter all)) {
      return List.of();
    }
    List<Filter> filters = Arrays.asList(all.getFiltersArray());
    int place = filters.indexOf(self);
    return place < 0 ? List.of() : filters.subList(place + 1, filters.size());
  }

  private static Result ask(
      List<Filter> filters, Logger logger, Level level, Marker marker, Call call) {
    for (Filter filter : filters) {
      Result result = call.ask(filter, logger, level, marker);
      if (result != Result.NEUTRAL) {
        return result;
      }
    }
    return Result.NEUTRAL;
  }
}
