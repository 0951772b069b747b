package io.github.usdt4j.internal.logging;

/** Tells the user of a bridge about trouble, by the status system of the logging framework. */
public interface Reporter {
  /** Reports trouble; the cause may be null. It must not log through the framework itself. */
  void warn(String message, Throwable cause);
}
