package io.github.usdt4j.jul;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

/**
 * Knows the log manager of Tomcat, which has loggers of their own for each class loader that logs,
 * and shows a thread those of its context class loader.
 */
final class Juli {
  private static final String MANAGER = "org.apache.juli.ClassLoaderLogManager";

  /** Holds the loggers of each class loader; it is Tomcat's for its subclasses. */
  private static final String LOADERS = "classLoaderLoggers";

  private Juli() {}

  /** Returns the class that keeps the loggers of each class loader, or null where none does. */
  static Class<?> type(LogManager manager) {
    Class<?> type = manager.getClass();
    while (type != LogManager.class && !type.getName().equals(MANAGER)) {
      type = type.getSuperclass();
    }
    return type == LogManager.class ? null : type;
  }

  /**
   * Returns the class loaders that have loggers.
   *
   * @param type as of {@link #type}
   */
  static List<ClassLoader> loaders(Class<?> type, LogManager manager) {
    try {
      Field field = type.getDeclaredField(LOADERS);
      field.setAccessible(true);
      // Its own methods change the map with this lock.
      synchronized (manager) {
        List<ClassLoader> loaders = new ArrayList<>();
        for (Object key : ((Map<?, ?>) field.get(manager)).keySet()) {
          loaders.add((ClassLoader) key);
        }
        return loaders;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version, or a module that opens nothing: those of the server are there.
      return List.of();
    }
  }
}
