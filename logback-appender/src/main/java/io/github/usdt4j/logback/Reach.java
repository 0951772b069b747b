package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.sift.AppenderTracker;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether the events of a logger reach one of our appenders: by a reference of the logger or
 * of one above it, up to the first without additivity, and through appenders that hand on.
 */
final class Reach {
  private static final Logger[] NONE = {};

  /** The chain of each logger that was asked for. */
  private final Map<Logger, Chain> chains = new ConcurrentHashMap<>();

  /** Holds a logger and those above it: Logback makes them all, and for good. */
  private static final class Chain {
    final Logger[] loggers;

    /** Where an appender was found last: nearly always it is there again. */
    volatile Found found;

    Chain(Logger... loggers) {
      this.loggers = loggers;
    }
  }

  /** Holds one of our appenders and the place in a chain that references it. */
  private record Found(int place, UsdtAppender appender) {}

  /** Returns whether what a logger logs comes to an appender, or to one that goes on for it. */
  boolean reaches(Logger logger, AppenderProbes<ILoggingEvent> probes) {
    Chain chain = chains.get(logger);
    if (chain == null) {
      chain = new Chain(chain(logger));
      chains.put(logger, chain);
    }
    Found found = chain.found;
    return (found != null && found.appender.fires(probes) && isThere(found, chain.loggers))
        || isFound(chain, probes);
  }

  private static boolean isThere(Found found, Logger... loggers) {
    for (int i = 0; i < found.place; i++) {
      if (!loggers[i].isAdditive()) {
        return false;
      }
    }
    return loggers[found.place].isAttached(found.appender);
  }

  private static boolean isFound(Chain chain, AppenderProbes<ILoggingEvent> probes) {
    for (int i = 0; i < chain.loggers.length; i++) {
      Iterator<Appender<ILoggingEvent>> appenders = chain.loggers[i].iteratorForAppenders();
      while (appenders.hasNext()) {
        Appender<ILoggingEvent> each = appenders.next();
        if (leadsTo(each, probes)) {
          if (each instanceof UsdtAppender ours) {
            chain.found = new Found(i, ours);
          }
          return true;
        }
      }
      if (!chain.loggers[i].isAdditive()) {
        return false;
      }
    }
    return false;
  }

  private static Logger[] chain(Logger logger) {
    List<Logger> chain = new ArrayList<>();
    for (Logger each = logger; each != null; each = above(each)) {
      chain.add(each);
    }
    return chain.toArray(NONE);
  }

  /** Returns the logger above; null for the root. */
  private static Logger above(Logger logger) {
    LoggerContext context = logger.getLoggerContext();
    String name = logger.getName();
    if (name.equals(Logger.ROOT_LOGGER_NAME)) {
      return null;
    }
    int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
    return context.getLogger(end < 0 ? Logger.ROOT_LOGGER_NAME : name.substring(0, end));
  }

  private static boolean leadsTo(
      Iterator<? extends Appender<?>> appenders, AppenderProbes<ILoggingEvent> probes) {
    while (appenders.hasNext()) {
      if (leadsTo(appenders.next(), probes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leadsTo(Appender<?> appender, AppenderProbes<ILoggingEvent> probes) {
    if (appender instanceof UsdtAppender ours) {
      return ours.fires(probes);
    }
    if (appender instanceof AppenderAttachable<?> others) {
      return leadsTo(iterator(others), probes);
    }
    return appender instanceof SiftingAppenderBase<?> sifting && leadsTo(sifting, probes);
  }

  private static <E> Iterator<? extends Appender<?>> iterator(AppenderAttachable<E> appenders) {
    return appenders.iteratorForAppenders();
  }

  private static <E> boolean leadsTo(
      SiftingAppenderBase<E> sifting, AppenderProbes<ILoggingEvent> probes) {
    AppenderTracker<E> tracker = sifting.getAppenderTracker();
    if (tracker == null) {
      return false;
    }
    // It changes its maps under its own lock, and copies them without.
    synchronized (tracker) {
      return leadsTo(tracker.allComponents().iterator(), probes);
    }
  }
}
