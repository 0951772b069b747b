package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.usdt4j.internal.logging.Failures;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Makes of calls the events that Logback would have made of them. */
final class CallEvents {
  private CallEvents() {}

  static LoggingEvent of(
      Failures failures,
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    LoggingEvent event =
        new CopiedEvent(failures, Logger.FQCN, logger, level, format, params, throwable);
    if (marker != null) {
      event.addMarker(marker);
    }
    return event;
  }

  static LoggingEvent of(
      Failures failures, Logger logger, Level level, org.slf4j.event.LoggingEvent source) {
    String caller = source.getCallerBoundary();
    LoggingEvent event =
        new CopiedEvent(
            failures,
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
}
