package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;

/**
 * Fires the events that the configuration disables, and all events where loggers are asynchronous.
 * An appender installs it.
 */
final class UsdtFilter extends CallFilter {
  private final ContextBridge bridge;
  private final ContextAppenders<LogEvent> appenders;
  private final Gate gate;

  UsdtFilter(ContextBridge bridge) {
    this.bridge = bridge;
    appenders = bridge.appenders();
    gate = bridge.probes().gate();
  }

  ContextBridge bridge() {
    return bridge;
  }

  @Override
  boolean isDue(Logger logger, Level level) {
    // Nothing may come before the gate: this is what every disabled call pays.
    return gate.isAnyOpen()
        && gate.isOpen(ProbeLevels.of(level))
        && isDueBehindTheGate(logger, level);
  }

  /**
   * Returns whether there is anything to decide. This is what a call pays while a tracer is
   * attached to another logger.
   */
  private boolean isDueBehindTheGate(Logger logger, Level level) {
    if (gate.isHeld() && Rendering.isActive()) {
      return Rendering.isSilent();
    }
    bridge.begin();
    return level != null
        && (isBelowLevel(logger, level) || bridge.isAsynchronous())
        && appenders.isWatched(logger.getName(), ProbeLevels.of(level));
  }

  @Override
  Result decide(Logger logger, Level level, Marker marker, Call call) {
    return Result.valueOf(
        appenders.decide(new FilteredCall(this, logger, level, marker, call)).name());
  }

  /** Returns whether the configuration disables a level; a level that is null is none. */
  static boolean isBelowLevel(Logger logger, Level level) {
    return level != null && logger.getLevel().intLevel() < level.intLevel();
  }
}
