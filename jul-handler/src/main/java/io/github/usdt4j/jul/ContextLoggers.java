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
    return LoggerSource.stamp(names().stream());
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
