package io.github.usdt4j.jul;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** A log manager beside the one of the JVM, whose loggers stay. */
class TestManager extends LogManager {
  private final Map<String, Logger> held = new ConcurrentHashMap<>();

  /**
   * Returns the logger of that name, making it where there is none, as {@code Logger.getLogger}
   * does.
   */
  Logger find(String name) {
    Logger known = getLogger(name);
    if (known != null) {
      return known;
    }
    Logger made = make(name);
    held.put(name, made);
    addLogger(made);
    return made;
  }

  private static Logger make(String name) {
    return new Logger(name, null) {};
  }
}
