package io.github.usdt4j.jul;

import io.github.usdt4j.internal.logging.LoggerSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Tells the loggers of a log manager. */
final class ContextLoggers implements LoggerSource {
  private final LogManager manager;

  /** The loggers of JBoss LogManager, which makes a new object each time that it is asked. */
  private final Map<String, Logger> made = new ConcurrentHashMap<>();

  ContextLoggers(LogManager manager) {
    this.manager = manager;
  }

  @Override
  public long stamp() {
    // The manager drops loggers that nobody holds, so a count may stay while names change.
    long stamp = 0;
    for (String name : names()) {
      stamp += mix(name.hashCode());
    }
    return stamp;
  }

  /**
   * Mixes the bits of a hash: names in a series have hashes in a series, so that without this, 1
   * and 4 add up to what 2 and 3 do.
   */
  private static long mix(int hash) {
    long mixed = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
  }

  @Override
  public Collection<String> names() {
    return Collections.list(manager.getLoggerNames());
  }

  /** Returns the loggers themselves. */
  List<Logger> all() {
    List<Logger> all = new ArrayList<>();
    for (String name : names()) {
      Logger logger = find(name);
      if (logger != null) {
        all.add(logger);
      }
    }
    return all;
  }

  /** Returns the logger of that name, or null. */
  Logger find(String name) {
    Logger known = name == null ? null : made.get(name);
    if (known != null || name == null) {
      return known;
    }
    Logger found = manager.getLogger(name);
    if (found != null && JBoss.isLogger(found)) {
      made.put(name, found);
    }
    return found;
  }

  /** Forgets the loggers that it has met. */
  void forget() {
    made.clear();
  }
}
