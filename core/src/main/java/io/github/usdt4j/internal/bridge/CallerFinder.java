package io.github.usdt4j.internal.bridge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Finds the code that made the log call which this thread is in, also behind other logging
 * interfaces and loggers that wrap loggers. A filter is not told what they say of their callers.
 */
public final class CallerFinder {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** How the names of logging interfaces' own classes begin. */
  private static final List<String> INTERFACES =
      List.of(
          "ch.qos.logback.",
          "com.google.common.flogger.",
          "io.github.oshai.kotlinlogging.",
          "java.util.logging.",
          "jdk.internal.logger.",
          "mu.",
          "org.apache.commons.logging.",
          "org.apache.log4j.",
          "org.apache.logging.",
          "org.jboss.logging.",
          "org.jboss.logmanager.",
          "org.slf4j.",
          "sun.util.logging.");

  /** The types of loggers, which those of an application extend to be loggers themselves. */
  private static final Set<String> LOGGERS =
      Set.of(
          "io.github.oshai.kotlinlogging.KLogger",
          "java.lang.System$Logger",
          "java.util.logging.Logger",
          "org.apache.commons.logging.Log",
          "org.apache.log4j.Category",
          "org.apache.logging.log4j.Logger",
          "org.jboss.logging.BasicLogger",
          "org.slf4j.Logger");

  private CallerFinder() {}

  /**
   * Returns the frame that made the call, or null where the stack has only loggers.
   *
   * @param filter the class that the logger has called
   */
  public static StackTraceElement find(Class<?> filter) {
    StackTraceElement[] frames = find(filter, 1, List.of());
    return frames.length == 0 ? null : frames[0];
  }

  /**
   * Returns the frame that made the call and those that called it, the innermost first.
   *
   * @param filter the class that the logger has called; what is above it on the stack, such as a
   *     layout, is not looked at
   * @param more how the names of further classes begin that only log for others
   */
  public static StackTraceElement[] find(Class<?> filter, int limit, List<String> more) {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> frame.getDeclaringClass() != filter)
                .dropWhile(frame -> !isLogging(frame.getDeclaringClass()))
                .dropWhile(
                    frame ->
                        isLogging(frame.getDeclaringClass())
                            || more.stream().anyMatch(frame.getClassName()::startsWith))
                .limit(limit)
                .map(StackWalker.StackFrame::toStackTraceElement)
                .toArray(StackTraceElement[]::new));
  }

  private static boolean isLogging(Class<?> type) {
    String name = type.getName();
    return INTERFACES.stream().anyMatch(name::startsWith) || isLogger(type);
  }

  private static boolean isLogger(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (LOGGERS.contains(each.getName())
          || Arrays.stream(each.getInterfaces()).anyMatch(CallerFinder::isLogger)) {
        return true;
      }
    }
    return false;
  }
}
