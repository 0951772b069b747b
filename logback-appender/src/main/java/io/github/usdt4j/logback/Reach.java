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
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

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
    Chain chain = chainOf(logger);
    Found found = chain.found;
    return (found != null && found.appender.fires(probes) && isThere(found, chain.loggers))
        || isFound(chain, probes);
  }

  private Chain chainOf(Logger logger) {
    Chain chain = chains.get(logger);
    if (chain == null) {
      chain = new Chain(chain(logger));
      chains.put(logger, chain);
    }
    return chain;
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
        if (leadsTo(each, one -> one.fires(probes))) {
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

  /** Returns the first appender of a kind between a logger and one of ours, or null. */
  Appender<?> onTheWay(Logger logger, Predicate<Appender<?>> kind) {
    for (Logger each : chainOf(logger).loggers) {
      Appender<?> found = first(each.iteratorForAppenders(), kind);
      if (found != null || !each.isAdditive()) {
        return found;
      }
    }
    return null;
  }

  private static Appender<?> first(
      Iterator<? extends Appender<?>> appenders, Predicate<Appender<?>> kind) {
    while (appenders.hasNext()) {
      Appender<?> each = appenders.next();
      Appender<?> found =
          kind.test(each) && leadsTo(each, UsdtAppender::isStarted)
              ? each
              : first(behind(each), kind);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean leadsTo(Appender<?> appender, Predicate<UsdtAppender> ours) {
    if (appender instanceof UsdtAppender one) {
      return ours.test(one);
    }
    Iterator<? extends Appender<?>> others = behind(appender);
    while (others.hasNext()) {
      if (leadsTo(others.next(), ours)) {
        return true;
      }
    }
    return false;
  }

  /** Returns those that an appender hands its events on to. */
  private static Iterator<? extends Appender<?>> behind(Appender<?> appender) {
    if (appender instanceof AppenderAttachable<?> others) {
      return iterator(others);
    }
    return appender instanceof SiftingAppenderBase<?> sifting
        ? iterator(sifting)
        : Collections.emptyIterator();
  }

  private static <E> Iterator<? extends Appender<?>> iterator(AppenderAttachable<E> appenders) {
    return appenders.iteratorForAppenders();
  }

  private static <E> Iterator<? extends Appender<?>> iterator(SiftingAppenderBase<E> sifting) {
    AppenderTracker<E> tracker = sifting.getAppenderTracker();
    if (tracker == null) {
      return Collections.emptyIterator();
    }
    // It changes its maps under its own lock, and copies them without.
    synchronized (tracker) {
      return tracker.allComponents().iterator();
    }
  }
}
