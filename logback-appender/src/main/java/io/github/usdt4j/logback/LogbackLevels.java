package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import io.github.usdt4j.logging.Levels;

/** Logback's levels as those of log probes. */
final class LogbackLevels {
  private LogbackLevels() {}

  static int of(Level level) {
    int value = level.levelInt;
    if (value >= Level.WARN_INT) {
      return value >= Level.ERROR_INT ? Levels.ERROR : Levels.WARN;
    }
    if (value >= Level.DEBUG_INT) {
      return value >= Level.INFO_INT ? Levels.INFO : Levels.DEBUG;
    }
    return Levels.TRACE;
  }
}
