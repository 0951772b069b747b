package io.github.usdt4j.test;

import java.util.List;

/**
 * A log event as a tracer of a level's probe would have read it: the twelve arguments by name.
 *
 * @param fired the same by number
 */
public record FiredLogEvent(Fired fired) {
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");
  private static final int BELOW_LEVEL = 0x100;

  /**
   * Names the arguments of an execution.
   *
   * @throws IllegalArgumentException the probe is not one of a level
   */
  public FiredLogEvent {
    if (fired.arguments().size() != 12 || !LEVELS.contains(fired.probe())) {
      throw new IllegalArgumentException(
          "%s:%s is no log probe of a level; those are *:%s"
              .formatted(fired.provider(), fired.probe(), String.join(", *:", LEVELS)));
    }
  }

  /** Returns the formatted message. */
  public String message() {
    return fired.text(0);
  }

  /** Returns the name of the logger. */
  public String logger() {
    return fired.text(1);
  }

  /** Returns the level in lower case, as the probe is named. */
  public String level() {
    return fired.probe();
  }

  /** Returns whether the configuration disables this event, so that no appender shows it. */
  public boolean isBelowLevel() {
    return (fired.integer(2) & BELOW_LEVEL) != 0;
  }

  /** Returns MDC and key/value pairs as {@code key=value}, joined by blanks. */
  public String context() {
    return fired.text(3);
  }

  /** Returns the value of a key of the option {@code mdcArgs}, of which the first one is 1. */
  public String mdcArg(int number) {
    if (number < 1 || number > 6) {
      throw new IllegalArgumentException("mdcArgs are numbered from 1 to 6, not " + number);
    }
    return fired.text(number <= 2 ? 3 + number : 5 + number);
  }

  /** Returns the name of the Java thread. */
  public String thread() {
    return fired.text(6);
  }

  /** Returns the throwable as {@code class: message}, or an empty text. */
  public String throwable() {
    return fired.text(7);
  }

  @Override
  public String toString() {
    return fired.toString();
  }
}
