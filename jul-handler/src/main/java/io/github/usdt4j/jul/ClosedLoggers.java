package io.github.usdt4j.jul;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Closes a logger that is open for a tracer while a filter of the application asks it whether it is
 * enabled. What other threads log with it meanwhile is not seen.
 */
final class ClosedLoggers {
  private final AppLevels levels;

  /** The loggers that are being asked, by key. Guarded by this, which is held for no question. */
  private final Map<Object, Asked> asked = new HashMap<>();

  /**
   * The levels that stand for the application's. The JDK keeps each level for ever. Guarded by
   * this.
   */
  private final IdentityHashMap<Level, Level> forInherited = new IdentityHashMap<>();

  ClosedLoggers(AppLevels levels) {
    this.levels = levels;
  }

  /** Counts the threads that ask, and holds the level that the logger had before. */
  private static final class Asked {
    private final Level before;
    private final Level meanwhile;
    private int threads;

    Asked(Level before, Level meanwhile) {
      this.before = before;
      this.meanwhile = meanwhile;
    }
  }

  /** Returns the answer to a question that may look at the level of that logger. */
  boolean ask(Logger logger, BooleanSupplier question) {
    begin(logger);
    try {
      return question.getAsBoolean();
    } finally {
      end(logger);
    }
  }

  /** Returns whether any logger is being asked. */
  synchronized boolean isAsking() {
    return !asked.isEmpty();
  }

  /** Sets the level of a logger, unless it is being asked: the next look at all loggers does it. */
  synchronized void set(Logger logger, Level level) {
    if (!asked.containsKey(JBoss.key(logger))) {
      logger.setLevel(level);
    }
  }

  private synchronized void begin(Logger logger) {
    Asked now = asked.get(JBoss.key(logger));
    if (now == null) {
      Level before = logger.getLevel();
      now = new Asked(before, levelMeanwhile(logger, before));
      asked.put(JBoss.key(logger), now);
      logger.setLevel(now.meanwhile);
    }
    now.threads++;
  }

  private Level levelMeanwhile(Logger logger, Level before) {
    Level own = OpenedLevel.own(before);
    return own != null
        ? own
        : forInherited.computeIfAbsent(
            levels.effective(logger),
            effective -> new OpenedLevel(null, effective, effective.intValue()));
  }

  @SuppressWarnings("ReferenceEquality") // levels are equal when their numbers are
  private synchronized void end(Logger logger) {
    Asked now = asked.get(JBoss.key(logger));
    if (--now.threads == 0) {
      asked.remove(JBoss.key(logger));
      if (logger.getLevel() == now.meanwhile) {
        logger.setLevel(now.before);
      }
    }
  }
}
