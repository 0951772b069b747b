package io.github.usdt4j.log4j2.internal;

import io.github.usdt4j.internal.attachment.Levels;
import org.apache.logging.log4j.Level;

/**
 * Maps Log4j's levels to those of log probes. A level of the application's own is the nearest
 * standard one that is at least as verbose.
 */
public final class ProbeLevels {
  private static final int FATAL_INT = 100;
  private static final int ERROR_INT = 200;
  private static final int WARN_INT = 300;
  private static final int INFO_INT = 400;
  private static final int DEBUG_INT = 500;

  private ProbeLevels() {}

  /**
   * Returns the number of a level. Callers may hand over null, which Log4j takes for a level that
   * is never enabled; it counts as the most verbose level.
   */
  public static int of(Level level) {
    if (level == null) {
      return Levels.TRACE;
    }
    int value = level.intLevel();
    if (value > WARN_INT) {
      if (value > INFO_INT) {
        return value > DEBUG_INT ? Levels.TRACE : Levels.DEBUG;
      }
      return Levels.INFO;
    }
    if (value > ERROR_INT) {
      return Levels.WARN;
    }
    return value > FATAL_INT ? Levels.ERROR : Levels.FATAL;
  }

  /** Returns the name of a level of the application's own, or an empty text for a standard one. */
  public static String ownName(Level level) {
    return level.name().equals(level.getStandardLevel().name()) ? "" : level.name();
  }
}
