package io.github.usdt4j.test;

import io.github.usdt4j.internal.EventArgument;
import java.util.List;

/**
 * Names the twelve arguments of a log event, as a tracer of a level's probe would have read them.
 *
 * @param fired the same arguments by number
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
    if (fired.arguments().size() != EventArgument.COUNT || !LEVELS.contains(fired.probe())) {
      throw new IllegalArgumentException(
          "%s:%s is no log probe of a level; those are *:%s"
              .formatted(fired.provider(), fired.probe(), String.join(", *:", LEVELS)));
    }
  }

  /** Returns the formatted message. */
  public String message() {
    return text(EventArgument.MESSAGE);
  }

  /** Returns the name of the logger. */
  public String logger() {
    return text(EventArgument.LOGGER);
  }

  /** Returns the level in lower case, as the probe is named. */
  public String level() {
    return fired.probe();
  }

  /** Returns whether the configuration disables this event, so that no appender shows it. */
  public boolean isBelowLevel() {
    return (fired.integer(EventArgument.LEVEL.index()) & BELOW_LEVEL) != 0;
  }

  /** Returns MDC and key/value pairs as {@code key=value}, joined by blanks. */
  public String context() {
    return text(EventArgument.CONTEXT);
  }

  /** Returns the value of a key of the option {@code mdcArgs}, of which the first one is 1. */
  public String mdcArg(int number) {
    List<EventArgument> all = EventArgument.MDC;
    if (number < 1 || number > all.size()) {
      throw new IllegalArgumentException(
          "mdcArgs are numbered from 1 to " + all.size() + ", not " + number);
    }
    return text(all.get(number - 1));
  }

  /** Returns the name of the Java thread. */
  public String thread() {
    return text(EventArgument.THREAD);
  }

  /** Returns the throwable as {@code class: message}, or an empty text. */
  public String throwable() {
    return text(EventArgument.THROWABLE);
  }

  private String text(EventArgument argument) {
    return fired.text(argument.index());
  }

  @Override
  public String toString() {
    return fired.toString();
  }
}
