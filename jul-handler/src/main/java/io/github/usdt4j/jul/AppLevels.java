package io.github.usdt4j.jul;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Knows the levels that the application has set: those that decide what goes to the log, whatever a
 * tracer has opened. They are read from the loggers each time, so a change counts at once.
 */
final class AppLevels {
  /**
   * The loggers above those of JBoss LogManager, which makes a new object each time that it is
   * asked for one. Such a logger has the same one above it for ever.
   */
  private final Map<String, Logger> above = new ConcurrentHashMap<>();

  /** Returns the logger above, or null. */
  Logger above(Logger logger) {
    if (!JBoss.isLogger(logger)) {
      return logger.getParent();
    }
    Logger known = above.get(logger.getName());
    if (known == null) {
      known = logger.getParent();
      if (known != null) {
        above.put(logger.getName(), known);
      }
    }
    return known;
  }

  /** Returns the level that counts for a logger: its own, or else that of the next one above. */
  Level effective(Logger logger) {
    for (Logger each = logger; each != null; each = above(each)) {
      Level own = OpenedLevel.own(each.getLevel());
      if (own != null) {
        return own;
      }
    }
    return Level.INFO;
  }

  /** Returns whether the application's level keeps a record of a logger out of the log. */
  boolean isBelow(Logger logger, LogRecord record) {
    int least = effective(logger).intValue();
    return record.getLevel().intValue() < least || least == Level.OFF.intValue();
  }

  /** Returns whether a logger makes records that the application's level would not. */
  boolean isOpened(Logger logger) {
    for (Logger each = logger; each != null; each = above(each)) {
      Level level = each.getLevel();
      if (level != null) {
        return level instanceof OpenedLevel;
      }
    }
    return false;
  }

  /** Forgets the loggers that it has met. */
  void forget() {
    above.clear();
  }
}
