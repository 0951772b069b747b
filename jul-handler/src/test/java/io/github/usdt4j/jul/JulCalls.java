package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.appenders.LogCalls;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Makes calls as java.util.logging has them; logp stands for what others call fluent. */
record JulCalls(Logger logger) implements LogCalls {
  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace", Level.FINEST,
          "debug", Level.FINE,
          "info", Level.INFO,
          "warn", Level.WARNING,
          "error", Level.SEVERE,
          "fatal", new Level("FATAL", 1100) {});

  static Level level(String name) {
    return LEVELS.get(name);
  }

  @Override
  public void log(String level, String message, Object... arguments) {
    int last = arguments.length - 1;
    if (arguments.length == 0) {
      logger.log(level(level), message);
    } else if (!(arguments[last] instanceof Throwable thrown)) {
      logger.log(level(level), format(message), arguments);
    } else if (last == 0) {
      logger.log(level(level), format(message), thrown);
    } else {
      LogRecord record = new LogRecord(level(level), format(message));
      record.setLoggerName(logger.getName());
      record.setThrown(thrown);
      record.setParameters(Arrays.copyOf(arguments, last));
      logger.log(record);
    }
  }

  @Override
  public void fluent(String level, String message, Object... arguments) {
    if (arguments.length == 0) {
      logger.logp(level(level), "Source", "method", message);
    } else {
      logger.logp(level(level), "Source", "method", format(message), arguments);
    }
  }

  @Override
  public List<String> ways() {
    return List.of("one argument", "supplier", "record");
  }

  @Override
  public void logBy(String way, String level, String message, Object... arguments) {
    switch (way) {
      case "one argument" ->
          logger.log(level(level), format(message), arguments.length == 0 ? null : arguments[0]);
      case "supplier" -> logger.log(level(level), () -> message);
      case "record" -> {
        LogRecord record = new LogRecord(level(level), format(message));
        record.setLoggerName(logger.getName());
        record.setParameters(arguments);
        logger.log(record);
      }
      default -> throw new IllegalArgumentException(way);
    }
  }

  /** Numbers the braces, as java.text.MessageFormat wants them. */
  private static String format(String message) {
    StringBuilder numbered = new StringBuilder(message);
    int number = 0;
    for (int at = numbered.indexOf("{}"); at >= 0; at = numbered.indexOf("{}", at)) {
      numbered.insert(at + 1, number++);
    }
    return numbered.toString();
  }

  @Override
  public boolean isEnabled(String level) {
    return logger.isLoggable(level(level));
  }

  @Override
  public void setLevel(String level) {
    logger.setLevel(level(level));
  }
}
