package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.Reporter;

/** Takes what an appender says about its start, for the status system of its framework. */
public interface StatusLog extends Reporter {
  /** Says what the user knows already. */
  void info(String message);

  /** Says why the appender does not start; the cause may be null. */
  void error(String message, Throwable cause);
}
