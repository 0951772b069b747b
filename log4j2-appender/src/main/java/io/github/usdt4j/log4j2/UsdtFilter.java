package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.GuardCallers;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Callers;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;

/**
 * Fires the events that the configuration disables, those that reach no appender of ours, and all
 * events where loggers are asynchronous. An appender installs it.
 */
final class UsdtFilter extends CallFilter {
  private final ContextBridge bridge;
  private final ContextAppenders<LogEvent> appenders;
  private final ContextAppenders.Reach<LogEvent, Logger, Level> reach;
  private final Gate gate;
  private final GuardCallers callers;

  UsdtFilter(ContextBridge bridge) {
    this.bridge = bridge;
    appenders = bridge.appenders();
    reach = bridge::reaches;
    gate = bridge.probes().gate();
    callers = new GuardCallers(Callers::isLogger, "org/apache/logging/", Callers::isHandOver);
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
      bridge.meet(logger.getName());
      return Rendering.isSilent();
    }
    bridge.begin();
    return level != null
        && appenders.isWatched(logger.getName(), ProbeLevels.of(level))
        && (isBelowLevel(logger, level) || !reachesAll(logger, level));
  }

  private boolean reachesAll(Logger logger, Level level) {
    return !bridge.isAsynchronous() && appenders.reachesAll(logger, level, reach);
  }

  @Override
  Result decide(Logger logger, Level level, Marker marker, Call call) {
    if (!call.isEmpty()) {
      bridge.meet(logger.getName());
    }
    return Result.valueOf(
        appenders.decide(new FilteredCall(this, logger, level, marker, call)).name());
  }

  /** The configuration stops: no appender goes on. */
  @Override
  public boolean stop(long timeout, TimeUnit unit) {
    boolean stopped = super.stop(timeout, unit);
    bridge.idle().endAll();
    return stopped;
  }

  void failed(String what, Throwable cause) {
    bridge.probes().failures().report(what, cause);
  }

  /** Returns whether a guard of the logger may be opened for the code that asks on this thread. */
  boolean callerComesBack(Logger logger) {
    return !Callers.isUnaskingFluentCall() && callers.comeBack(ProbeLevels.of(logger.getLevel()));
  }

  /** Returns whether the configuration disables a level; a level that is null is none. */
  static boolean isBelowLevel(Logger logger, Level level) {
    return level != null && logger.getLevel().intLevel() < level.intLevel();
  }
}
