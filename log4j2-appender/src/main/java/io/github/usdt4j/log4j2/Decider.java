package io.github.usdt4j.log4j2;

import io.github.usdt4j.logging.Rendering;
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

  /** Decides on a log call or a guard; the gate of its level is open. */
  Result decide(Logger logger, Level level, Marker marker, Call call) {
    if (Rendering.isActive()) {
      return replyWhileRendering();
    }
    capture.begin();
    int number = Log4jLevels.of(level);
    boolean isBelow = isBelowLevel(logger, level);
    if (level == null
        || (!isBelow && !capture.isFilterAlone())
        || !capture.isWatched(logger, number)) {
      return Result.NEUTRAL;
    }
    List<Filter> behind = behind();
    Result rest = ask(behind, logger, level, marker, call);
    if (rest == Result.DENY) {
      return rest;
    }
    boolean belowLevel = isBelow && rest == Result.NEUTRAL;
    boolean isGuard = call.isEmpty() && !Flow.isFlow(marker);
    if (isGuard && belowLevel && capture.opensGuard(logger, number)) {
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

  /** An event that is there because a tracer looks must not show, and neither what it logs. */
  private static Result replyWhileRendering() {
    return Rendering.isSilent() ? Result.DENY : Result.NEUTRAL;
  }

  private static boolean isBelowLevel(Logger logger, Level level) {
    return level != null && logger.getLevel().intLevel() < level.intLevel();
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
