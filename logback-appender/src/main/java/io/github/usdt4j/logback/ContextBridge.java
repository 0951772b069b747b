package io.github.usdt4j.logback;

import ch.qos.logback.classic.LoggerContext;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.ContextProbes;

/** The Usdt appenders of one logger context, their probes, and the filter that they share. */
final class ContextBridge {
  private static final String KEY = ContextBridge.class.getName();

  private final LoggerContext context;
  private final ContextProbes probes;
  private final ContextAppenders<FilteredCall> appenders;

  /** Null while none is installed. Guarded by this. */
  private UsdtFilter filter;

  private ContextBridge(LoggerContext context) {
    this.context = context;
    probes =
        new ContextProbes(
            new ContextLoggers(context), new StatusReporter(context, UsdtAppender.class));
    appenders = new ContextAppenders<>(probes.failures());
  }

  /** Returns the context's bridge, creating it after a reset. */
  static ContextBridge of(LoggerContext context) {
    synchronized (ContextBridge.class) {
      if (context.getObject(KEY) instanceof ContextBridge known) {
        return known;
      }
      ContextBridge bridge = new ContextBridge(context);
      context.putObject(KEY, bridge);
      return bridge;
    }
  }

  LoggerContext context() {
    return context;
  }

  ContextProbes probes() {
    return probes;
  }

  ContextAppenders<FilteredCall> appenders() {
    return appenders;
  }

  /** Adds an appender; installs the filter, last in the chain, when there is none. */
  synchronized void join(AppenderProbes<FilteredCall> appender) {
    appenders.add(appender);
    if (filter == null && appender.probes().capturesBelowLevel()) {
      filter = new UsdtFilter(this);
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  /** Takes an appender out; the last one that needs the filter takes it along. */
  synchronized void leave(AppenderProbes<FilteredCall> appender) {
    appenders.remove(appender);
    if (filter != null && !appenders.captureBelowLevel()) {
      context.getTurboFilterList().remove(filter);
      filter = null;
    }
  }
}
