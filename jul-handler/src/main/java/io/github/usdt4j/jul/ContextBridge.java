package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.ContextProbes;
import io.github.usdt4j.internal.logging.Sweeper;
import java.util.IdentityHashMap;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Joins the Usdt handlers of one log manager, their probes, and what opens levels for them. */
final class ContextBridge {
  /** The bridge of each log manager; a JVM has one, and it stays. Guarded by the class. */
  private static final IdentityHashMap<LogManager, ContextBridge> BRIDGES = new IdentityHashMap<>();

  private final ContextProbes probes;
  private final ContextAppenders<LogRecord> appenders;
  private final AppLevels levels = new AppLevels();
  private final LevelOpener opener;

  /** The last handler that has started, which reports failures. */
  private volatile Handler reporting;

  private ContextBridge(LogManager manager) {
    ContextLoggers loggers = new ContextLoggers(manager);
    probes = new ContextProbes(loggers, this::warn);
    appenders = new ContextAppenders<>(probes.failures());
    opener = new LevelOpener(this, loggers, new OpenerClaim(manager));
  }

  /** Returns the bridge of a log manager, creating it when there is none. */
  static ContextBridge of(LogManager manager) {
    synchronized (ContextBridge.class) {
      return BRIDGES.computeIfAbsent(manager, ContextBridge::new);
    }
  }

  private void warn(String message, Throwable cause) {
    Handler handler = reporting;
    if (handler != null) {
      new ErrorReports(handler).warn(message, cause);
    }
  }

  ContextProbes probes() {
    return probes;
  }

  ContextAppenders<LogRecord> appenders() {
    return appenders;
  }

  AppLevels levels() {
    return levels;
  }

  LevelOpener opener() {
    return opener;
  }

  /** Says who reports failures from now on. */
  void reportTo(Handler handler) {
    reporting = handler;
  }

  /** Adds a handler; levels are opened for it from now on. */
  synchronized void join(AppenderProbes<LogRecord> appender) {
    appenders.add(appender);
    Sweeper.remove(opener);
    Sweeper.add(opener);
  }

  /**
   * Takes a handler out. The levels that were opened for it are closed by the sweeper: the log
   * manager may close handlers with a lock that a look at all loggers needs.
   */
  synchronized void leave(AppenderProbes<LogRecord> appender) {
    appenders.remove(appender);
  }

  /** Ends the opener's turns where no handler is left. */
  synchronized void rest() {
    if (appenders.size() == 0) {
      Sweeper.remove(opener);
    }
  }
}
