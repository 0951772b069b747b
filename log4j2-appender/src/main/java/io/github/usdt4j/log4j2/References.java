package io.github.usdt4j.log4j2;

import java.util.Arrays;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerConfig;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Tells how the loggers of a configuration reference one appender. */
record References(Configuration configuration, String appender) {
  /**
   * Returns whether an event may come to the appender on another thread than the one that logs it.
   */
  boolean areAsynchronous(LoggerContext context) {
    return context instanceof AsyncLoggerContext
        || configuration.getLoggers().values().stream()
            .anyMatch(AsyncLoggerConfig.class::isInstance)
        || configuration.getAppenders().values().stream()
            .anyMatch(
                other ->
                    other instanceof AsyncAppender async
                        && Arrays.asList(async.getAppenderRefStrings()).contains(appender));
  }

  /** Returns whether two loggers reference the appender, one above the other. */
  boolean areNested() {
    return configuration.getLoggers().values().stream()
        .filter(this::isFrom)
        .anyMatch(this::isFromAbove);
  }

  private boolean isFromAbove(LoggerConfig logger) {
    LoggerConfig above = logger.getParent();
    while (above != null && !isFrom(above)) {
      above = above.getParent();
    }
    return above != null;
  }

  private boolean isFrom(LoggerConfig logger) {
    return logger.getAppenderRefs().stream().anyMatch(ref -> ref.getRef().equals(appender));
  }
}
