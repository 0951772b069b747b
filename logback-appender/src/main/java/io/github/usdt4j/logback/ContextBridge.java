package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.ContextProbes;
import io.github.usdt4j.internal.bridge.IdleAppenders;
import io.github.usdt4j.internal.bridge.OpenedGuards;
import java.util.Arrays;
import java.util.List;

/** Joins the Usdt appenders of one logger context, their probes, and the filter that they share. */
final class ContextBridge {
  private static final String KEY = ContextBridge.class.getName();

  private final LoggerContext context;
  private final ContextProbes probes;
  private final ContextAppenders<ILoggingEvent> appenders;

  private final Reach reach = new Reach();
  private final TraceAppenders traces = new TraceAppenders(reach);

  /** The appenders that a SiftingAppender has stopped. */
  private final IdleAppenders<ILoggingEvent> idle;

  /** The filter; null while none is installed. Guarded by this. */
  private UsdtFilter filter;

  private ContextBridge(LoggerContext context) {
    this.context = context;
    probes =
        new ContextProbes(
            new ContextLoggers(context), new StatusReporter(context, UsdtAppender.class.getName()));
    appenders = new ContextAppenders<>(probes.failures());
    idle = new IdleAppenders<>(probes, this::leave);
  }

  /** Returns the context's bridge, creating it after a reset, or when all appenders have left. */
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

  ContextProbes probes() {
    return probes;
  }

  ContextAppenders<ILoggingEvent> appenders() {
    return appenders;
  }

  /** Returns whether what a logger logs comes to an appender. */
  boolean reaches(Logger logger, AppenderProbes<ILoggingEvent> appender) {
    return reach.reaches(logger, appender);
  }

  TraceAppenders traces() {
    return traces;
  }

  IdleAppenders<ILoggingEvent> idle() {
    return idle;
  }

  /** Returns the guards that this bridge, and those before it, have opened. */
  OpenedGuards guards() {
    return OpenedGuards.of(context);
  }

  /** Returns all turbo filters of the context. */
  List<TurboFilter> filters() {
    return Arrays.asList(context.getTurboFilterList().toArray(new TurboFilter[0]));
  }

  /** Adds an appender; installs the filter, first in the chain, when there is none. */
  synchronized void join(AppenderProbes<ILoggingEvent> appender) {
    keep();
    appenders.add(appender);
    if (filter == null) {
      filter = new UsdtFilter(this);
      filter.setContext(context);
      filter.start();
      context.getTurboFilterList().add(0, filter);
    }
  }

  /** Takes an appender out; the last one that needs the filter takes it along. */
  synchronized void leave(AppenderProbes<ILoggingEvent> appender) {
    appenders.remove(appender);
    if (filter != null && appenders.size() == 0) {
      context.getTurboFilterList().remove(filter);
      filter = null;
      forget();
    }
  }

  /** Lets the context hold this, also where all appenders had left it. */
  private void keep() {
    synchronized (ContextBridge.class) {
      if (!(context.getObject(KEY) instanceof ContextBridge)) {
        context.putObject(KEY, this);
      }
    }
  }

  /** Lets the context hold nothing of ours, so that the class loader of an agent can go. */
  private void forget() {
    synchronized (ContextBridge.class) {
      if (context.getObject(KEY) == this) {
        context.removeObject(KEY);
      }
    }
  }
}
