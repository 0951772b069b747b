package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.Gate;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.LoggerSource;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.internal.logging.Watch;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;

/** The probes that the loggers of {@link UsdtLogger} share, with the default of every option. */
final class WrappedLoggers implements LoggerSource {
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Gate gate = new Gate();
  private final Failures failures = new Failures(new StatusReporter());
  private final LogProbes probes;

  WrappedLoggers(Backend backend) {
    probes = LogProbes.open(backend, new LogOptions(), this, gate, failures);
  }

  /** Those of this process, for its life; null where probes are impossible, which is reported. */
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
    return gate.isOpen(Log4jLevels.of(level));
  }

  /** What a wrapper answers on a call or a guard, and fires; the gate of its level is open. */
  boolean decide(
      boolean enabled,
      String logger,
      Level level,
      Marker marker,
      Call call,
      MessageFactory factory) {
    if (Rendering.isActive()) {
      return enabled && !Rendering.isSilent();
    }
    if (enabled || level == null) {
      return enabled;
    }
    try {
      Watch watch = probes.watch(logger, Log4jLevels.of(level));
      if (watch == null) {
        return false;
      }
      if (call.isEmpty()) {
        return !Flow.isFlow(marker);
      }
      probes.fire(watch, true, LoggerEvent.below(level, marker, call, factory), null);
    } catch (Throwable e) {
      failures.report("an event of " + logger + " was not fired", e);
    }
    return false;
  }

  /** Fires what a wrapper is about to log; never throws. */
  void fire(String logger, Level level, Marker marker, Message message, Throwable throwable) {
    if (Rendering.isActive()) {
      return;
    }
    try {
      Watch watch = probes.watch(logger, Log4jLevels.of(level));
      if (watch != null) {
        probes.fire(watch, false, LoggerEvent.at(level, marker, message, throwable), null);
      }
    } catch (Throwable e) {
      failures.report("an event of " + logger + " was not fired", e);
    }
  }

  void close() {
    probes.close();
  }

  private static final class Shared {
    static final WrappedLoggers WRAPPED = open();

    private static WrappedLoggers open() {
      try {
        Backend backend = Backends.currentOrNoOp();
        if (backend.kind() != Backend.Kind.NO_OP) {
          return new WrappedLoggers(backend);
        }
        Activity.publish();
        Announcement.noProbes(backend.reason(), null);
      } catch (RuntimeException | LinkageError e) {
        Announcement.noProbes(e.getMessage(), e);
      }
      return null;
    }
  }
}
