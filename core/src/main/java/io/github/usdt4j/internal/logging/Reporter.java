package io.github.usdt4j.internal.logging;

/** Where a bridge tells its user about trouble: the status system of the logging framework. */
public interface Reporter {
  /** Reports; the cause may be null. Must not log through the framework itself. */
  void warn(String message, Throwable cause);
}
