package io.github.usdt4j.log4j2.internal;

import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.StatusLog;
import io.github.usdt4j.internal.logging.Reporter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Tells the user how an appender has started. By default Log4j shows only the errors of its status
 * logger, and a user who has configured the appender must see that probes are missing or hard to
 * find. So the first warning is an error; from then on the same text is a warning, so that a
 * configuration that is read again and again does not fill the console.
 */
public final class StartStatus implements StatusLog {
  private static final Logger LOGGER = StatusLogger.getLogger();
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** Tells the status logger. */
  public StartStatus() {}

  /** Returns a reporter that tells the status logger of later failures, each time as a warning. */
  public static Reporter ofFailures() {
    return (message, cause) -> {
      if (!AgentReports.take(message, cause)) {
        LOGGER.warn("usdt4j: " + message, cause);
      }
    };
  }

  @Override
  public void info(String message) {
    if (!AgentReports.take(message, null)) {
      LOGGER.info(message);
    }
  }

  @Override
  public void warn(String message, Throwable cause) {
    if (!AgentReports.take(message, cause)) {
      LOGGER.log(TOLD.add(message) ? Level.ERROR : Level.WARN, message, cause);
    }
  }

  @Override
  public void error(String message, Throwable cause) {
    if (!AgentReports.take(message, cause)) {
      LOGGER.error(message, cause);
    }
  }
}
