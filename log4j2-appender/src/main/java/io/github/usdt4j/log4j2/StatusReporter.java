package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.Reporter;
import org.apache.logging.log4j.status.StatusLogger;

/** Reports to Log4j's status logger. */
final class StatusReporter implements Reporter {
  @Override
  public void warn(String message, Throwable cause) {
    StatusLogger.getLogger().warn("usdt4j: " + message, cause);
  }
}
