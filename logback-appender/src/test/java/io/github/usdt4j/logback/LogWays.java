package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.EventConstants;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs in the ways that a logger of SLF4J has beside the usual ones. */
final class LogWays {
  static final List<String> NAMES =
      List.of(
          "few arguments",
          "marker",
          "location",
          "arguments one by one",
          "marker and pairs",
          "supplier");

  private static final Marker MARKER = MarkerFactory.getMarker("MARKED");

  private LogWays() {}

  static void log(String way, Logger logger, String level, String message, Object... arguments) {
    Level slf4j = Level.valueOf(level.toUpperCase(Locale.ROOT));
    switch (way) {
      case "few arguments" -> few(logger, slf4j, message, arguments);
      case "marker" -> marked(logger, slf4j, message, arguments);
      case "location" ->
          logger.log(null, LogWays.class.getName(), number(slf4j), message, arguments, null);
      case "arguments one by one" -> {
        LoggingEventBuilder builder = logger.atLevel(slf4j).setMessage(message);
        for (Object argument : arguments) {
          builder = builder.addArgument(argument);
        }
        builder.log();
      }
      case "marker and pairs" ->
          logger
              .atLevel(slf4j)
              .addMarker(MARKER)
              .addKeyValue("key", arguments.length)
              .log(message, arguments);
      case "supplier" -> logger.atLevel(slf4j).log(() -> message);
      default -> throw new IllegalArgumentException(way);
    }
  }

  private static int number(Level level) {
    return switch (level) {
      case TRACE -> EventConstants.TRACE_INT;
      case DEBUG -> EventConstants.DEBUG_INT;
      case INFO -> EventConstants.INFO_INT;
      case WARN -> EventConstants.WARN_INT;
      case ERROR -> EventConstants.ERROR_INT;
    };
  }

  private static void few(Logger logger, Level level, String message, Object... arguments) {
    Object first = arguments.length > 0 ? arguments[0] : null;
    Object second = arguments.length > 1 ? arguments[1] : "second";
    boolean isOne = arguments.length < 2;
    switch (level) {
      case TRACE -> {
        if (isOne) {
          logger.trace(message, first);
        } else {
          logger.trace(message, first, second);
        }
      }
      case DEBUG -> {
        if (isOne) {
          logger.debug(message, first);
        } else {
          logger.debug(message, first, second);
        }
      }
      case INFO -> {
        if (isOne) {
          logger.info(message, first);
        } else {
          logger.info(message, first, second);
        }
      }
      case WARN -> {
        if (isOne) {
          logger.warn(message, first);
        } else {
          logger.warn(message, first, second);
        }
      }
      case ERROR -> {
        if (isOne) {
          logger.error(message, first);
        } else {
          logger.error(message, first, second);
        }
      }
    }
  }

  private static void marked(Logger logger, Level level, String message, Object... arguments) {
    switch (level) {
      case TRACE -> logger.trace(MARKER, message, arguments);
      case DEBUG -> logger.debug(MARKER, message, arguments);
      case INFO -> logger.info(MARKER, message, arguments);
      case WARN -> logger.warn(MARKER, message, arguments);
      case ERROR -> logger.error(MARKER, message, arguments);
    }
  }
}
