package io.github.usdt4j.jul;

import io.github.usdt4j.internal.attachment.Levels;
import java.util.List;
import java.util.logging.Level;

/**
 * Maps levels to those of log probes, by their number: up to FINER is trace, as the JDK's
 * System.Logger and JBoss LogManager have it, up to FINE is debug, up to INFO is info, up to
 * WARNING is warn, up to SEVERE is error, and what is above is fatal.
 */
final class ProbeLevels {
  /** The highest number of each probe's level, from trace to error. */
  private static final int[] HIGHEST = {
    Level.FINER.intValue(),
    Level.FINE.intValue(),
    Level.INFO.intValue(),
    Level.WARNING.intValue(),
    Level.SEVERE.intValue()
  };

  /** The levels of the JDK that probes are named for, from trace to fatal, which it has not. */
  private static final List<String> USUAL =
      List.of("FINEST", "FINE", "INFO", "WARNING", "SEVERE", "FATAL");

  private ProbeLevels() {}

  static int of(Level level) {
    int number = level.intValue();
    int probe = Levels.TRACE;
    for (int highest : HIGHEST) {
      if (number <= highest) {
        return probe;
      }
      probe++;
    }
    return Levels.FATAL;
  }

  /**
   * Returns the name of a level that shares a probe with another one, such as FINER with FINEST; an
   * empty text for the level that a probe's name says.
   */
  static String ownName(Level level) {
    String name = level.getName();
    return name.equals(USUAL.get(of(level) - Levels.TRACE))
            || name.equalsIgnoreCase(Levels.name(of(level)))
        ? ""
        : name;
  }

  /** Returns the lowest number of a level that a probe's level stands for. */
  static int lowest(int probe) {
    return probe == Levels.TRACE ? Level.ALL.intValue() : HIGHEST[probe - Levels.TRACE - 1] + 1;
  }
}
