package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Makes of calls the events that Logback would have made of them. */
final class CallEvents {
  private CallEvents() {}

  static LoggingEvent of(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    LoggingEvent event = of(Logger.FQCN, logger, level, format, params, throwable);
    if (marker != null) {
      event.addMarker(marker);
    }
    return event;
  }

  static LoggingEvent of(Logger logger, Level level, org.slf4j.event.LoggingEvent source) {
    String caller = source.getCallerBoundary();
    LoggingEvent event =
        of(
            caller == null ? Logger.FQCN : caller,
            logger,
            level,
            source.getMessage(),
            source.getArgumentArray(),
            source.getThrowable());
    if (source.getMarkers() != null) {
      source.getMarkers().forEach(event::addMarker);
    }
    if (source.getKeyValuePairs() != null) {
      for (KeyValuePair pair : source.getKeyValuePairs()) {
        event.addKeyValuePair(pair);
      }
    }
    return event;
  }

  private static LoggingEvent of(
      String fqcn,
      Logger logger,
      Level level,
      String message,
      Object[] params,
      Throwable throwable) {
    return logger.getLoggerContext().getSequenceNumberGenerator() == null
        ? new LoggingEvent(fqcn, logger, level, message, throwable, params)
        : new UnnumberedEvent(fqcn, logger, level, message, params, throwable);
  }
}
