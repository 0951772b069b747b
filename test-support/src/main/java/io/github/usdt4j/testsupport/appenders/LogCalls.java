package io.github.usdt4j.testsupport.appenders;

import java.util.List;

/**
 * Makes the calls that every framework's logger has. A level is named as its probe is, such as
 * {@code debug}.
 */
public interface LogCalls {
  /** Logs a message with arguments for its braces; the last may be a throwable. */
  void log(String level, String message, Object... arguments);

  /** Does the same through the fluent interface. */
  void fluent(String level, String message, Object... arguments);

  /** Returns the names of the further ways to log that the framework has. */
  List<String> ways();

  /** Logs in one of the {@link #ways}. */
  void logBy(String way, String level, String message, Object... arguments);

  /** Asks the guard of a level. */
  boolean isEnabled(String level);

  /** Sets the logger's own level. */
  void setLevel(String level);

  /** Logs at DEBUG, which the configurations of the tests disable. */
  default void debug(String message, Object... arguments) {
    log("debug", message, arguments);
  }

  /** Logs at INFO, which the configurations of the tests enable. */
  default void info(String message, Object... arguments) {
    log("info", message, arguments);
  }
}
