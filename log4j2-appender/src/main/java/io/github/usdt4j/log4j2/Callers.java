package io.github.usdt4j.log4j2;

import java.util.List;

/** Finds where a log call was made, also behind the bridges of other logging interfaces. */
final class Callers {
  private static final String LOG4J = "org.apache.logging.";
  private static final List<String> LOGGING =
      List.of(
          LOG4J,
          "org.slf4j.",
          "org.apache.log4j.",
          "org.apache.commons.logging.",
          "java.util.logging.",
          "java.lang.System$Logger",
          "jdk.internal.logger.",
          "sun.util.logging.");

  private Callers() {}

  /** Null where nobody but loggers is on the stack. */
  static StackTraceElement find() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .dropWhile(frame -> !frame.getClassName().startsWith(LOG4J))
                    .dropWhile(frame -> LOGGING.stream().anyMatch(frame.getClassName()::startsWith))
                    .findFirst())
        .map(StackWalker.StackFrame::toStackTraceElement)
        .orElse(null);
  }
}
