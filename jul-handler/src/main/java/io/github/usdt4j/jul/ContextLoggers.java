package io.github.usdt4j.jul;

import io.github.usdt4j.internal.logging.LoggerSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Tells the loggers of a log manager. */
final class ContextLoggers implements LoggerSource {
  private final LogManager manager;

  /** The class of {@link Juli}'s manager; null for another one. */
  private final Class<?> juli;

  /** The loggers of JBoss LogManager, which makes a new object each time that it is asked. */
  private final Map<String, Logger> made = new ConcurrentHashMap<>();

  ContextLoggers(LogManager manager) {
    this.manager = manager;
    juli = Juli.type(manager);
  }

  @Override
  public long stamp() {
    return LoggerSource.stamp(names().stream());
  }

  @Override
  public Collection<String> names() {
    if (juli == null) {
      return shownNames();
    }
    Set<String> names = new LinkedHashSet<>();
    for (ClassLoader loader : Juli.loaders(juli, manager)) {
      names.addAll(in(loader, this::shownNames));
    }
    return names;
  }

  /** Returns the names that the log manager tells this thread. */
  private List<String> shownNames() {
    return Collections.list(manager.getLoggerNames());
  }

  /** Returns the loggers themselves. */
  List<Logger> all() {
    if (juli == null) {
      return shown();
    }
    List<Logger> all = new ArrayList<>();
    for (ClassLoader loader : Juli.loaders(juli, manager)) {
      all.addAll(in(loader, this::shown));
    }
    return all;
  }

  private List<Logger> shown() {
    List<Logger> all = new ArrayList<>();
    for (String name : shownNames()) {
      Logger logger = findShown(name);
      if (logger != null) {
        all.add(logger);
      }
    }
    return all;
  }

  /**
   * Returns the logger of that name, or null. Where several class loaders have one, it is that of
   * the thread's, if it has one.
   */
  Logger find(String name) {
    if (juli == null || name == null) {
      return findShown(name);
    }
    List<ClassLoader> loaders = new ArrayList<>(Juli.loaders(juli, manager));
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    if (loaders.remove(own)) {
      loaders.add(0, own);
    }
    for (ClassLoader loader : loaders) {
      Logger found = in(loader, () -> findShown(name));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Logger findShown(String name) {
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

  /** Asks a question with that class loader as the thread's. */
  static <T> T in(ClassLoader loader, Supplier<T> question) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return question.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Forgets the loggers that it has met. */
  void forget() {
    made.clear();
  }
}
