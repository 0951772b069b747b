package io.github.usdt4j.jul;

import java.util.logging.Level;

/**
 * Stands in a logger in place of the level that the application has set, while a tracer is to see
 * what is below that. The application's level is in it, so that whoever looks knows at once whether
 * the application has set another one since.
 *
 * <p>It has the name of the level that counts for the log: where a level is kept by its name and
 * set again, as management tools do, that one is set.
 */
final class OpenedLevel extends Level {
  private static final long serialVersionUID = 1L;

  /** The application's level; null where the logger has its parent's. */
  private final transient Level own;

  /**
   * Makes a level.
   *
   * @param own what the application has set, or null
   * @param effective what counts for the log
   * @param value from which number on a logger makes records
   */
  OpenedLevel(Level own, Level effective, int value) {
    super(effective.getName(), value);
    this.own = own;
  }

  /** Returns what the application has set: null where the logger has its parent's level. */
  Level own() {
    return own;
  }

  /** Returns the level that the application has set for a logger, or null. */
  static Level own(Level level) {
    return level instanceof OpenedLevel opened ? opened.own : level;
  }
}
