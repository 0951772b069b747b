package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.sift.AppenderTracker;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import java.util.Iterator;

/**
 * Tells whether the events of a logger reach one of our appenders: by a reference of the logger or
 * of one above it, up to the first without additivity, and through appenders that hand on.
 */
final class Reach {
  private Reach() {}

  static boolean reaches(Logger logger, AppenderProbes<ILoggingEvent> probes) {
    for (Logger each = logger; each != null; each = each.isAdditive() ? above(each) : null) {
      if (leadsTo(each.iteratorForAppenders(), probes)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the logger above, which is there; null for the root. */
  private static Logger above(Logger logger) {
    LoggerContext context = logger.getLoggerContext();
    String name = logger.getName();
    if (name.equals(Logger.ROOT_LOGGER_NAME)) {
      return null;
    }
    while (true) {
      int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
      if (end < 0) {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
      }
      name = name.substring(0, end);
      Logger above = context.exists(name);
      if (above != null) {
        return above;
      }
    }
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
