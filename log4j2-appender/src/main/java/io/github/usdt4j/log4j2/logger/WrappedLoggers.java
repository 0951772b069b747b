package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.ContextProbes;
import io.github.usdt4j.internal.bridge.GuardCallers;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.bridge.StartOutcome;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LoggerSource;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.internal.logging.WatchedProbes;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Callers;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import io.github.usdt4j.log4j2.internal.StartStatus;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;

/**
 * Keeps the probes that the loggers of {@link UsdtLogger} share, with the default of every option.
 */
final class WrappedLoggers implements LoggerSource {
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final LogOptions options = new LogOptions();
  private final ContextProbes context = new ContextProbes(this, StartStatus.ofFailures());
  private final ContextAppenders<EventView> appenders = new ContextAppenders<>(context.failures());
  private final Gate gate = context.gate();
  private final AppenderProbes<EventView> probes;

  /** Whatever a wrapper hands over it fires itself, and the wrapped logger has its own level. */
  private final GuardCallers callers =
      new GuardCallers(
          Callers::isLogger, "org/apache/logging/", (owner, name, descriptor) -> false);

  private WrappedLoggers() {
    StartOutcome outcome = context.start(options, new StartStatus());
    probes =
        outcome.hasProbes()
            ? new AppenderProbes<>(outcome.probes(), view -> view, view -> false)
            : null;
    if (probes != null) {
      appenders.add(probes);
    }
  }

  /** Opens the probes; returns null where they are impossible, which is reported. */
  static WrappedLoggers open() {
    WrappedLoggers opened = new WrappedLoggers();
    return opened.probes == null ? null : opened;
  }

  /** Returns the probes of this process, for its life; null as with {@link #open}. */
  static WrappedLoggers shared() {
    return Shared.WRAPPED;
  }

  void add(String name) {
    names.add(name);
  }

  @Override
  public long stamp() {
    // None is ever dropped.
    return names.size();
  }

  @Override
  public Collection<String> names() {
    return List.copyOf(names);
  }

  boolean isOpen(Level level) {
    return gate.isOpen(ProbeLevels.of(level));
  }

  /**
   * Returns what a wrapper answers on a call or a guard, and fires the call; the gate of its level
   * is open.
   */
  boolean decide(boolean enabled, Logger logger, Level level, Marker marker, Call call) {
    if (enabled || level == null) {
      return enabled && !Rendering.isSilent();
    }
    return appenders.isWatched(logger.getName(), ProbeLevels.of(level))
        && appenders.decide(
                new WrappedCall(
                    new WrappedEvent(logger, level, marker, call, true),
                    () -> callers.comeBack(ProbeLevels.of(logger.getLevel()))))
            == Reply.ACCEPT;
  }

  /** Fires what a wrapper is about to log; never throws. */
  void fire(Logger logger, Level level, Marker marker, Call call) {
    WatchedProbes watched = appenders.watched(probes, logger.getName(), ProbeLevels.of(level));
    if (watched != null) {
      probes.fire(watched, new WrappedEvent(logger, level, marker, call, false), null);
    }
  }

  void close() {
    context.stop(options);
  }

  private static final class Shared {
    static final WrappedLoggers WRAPPED = open();
  }
}
