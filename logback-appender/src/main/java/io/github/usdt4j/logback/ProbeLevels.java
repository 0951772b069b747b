package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import io.github.usdt4j.internal.attachment.Levels;

/** Maps Logback's levels to those of log probes. */
final class ProbeLevels {
  private ProbeLevels() {}

  static int of(Level level) {
    // Five levels, ten thousand apart, and no branches: they would be code in every log call.
    return Levels.TRACE + Math.max(0, Math.min(level.levelInt / Level.DEBUG_INT, 4));
  }
}
