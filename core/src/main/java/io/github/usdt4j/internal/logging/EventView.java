package io.github.usdt4j.internal.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A log event as the bridges see it. Asked only while a tracer is attached, on the thread that
 * fires; each method but the first three is called at most twice.
 */
public interface EventView {
  /**
   * Whether this was made for tracers, and the framework makes its own when others are to see it:
   * what the application logs while this one is made and rendered, nobody else shall see.
   */
  default boolean isCopy() {
    return false;
  }

  /** Whether the filters of its own that an appender may have turn the event away; asked first. */
  default boolean isDenied() {
    return false;
  }

  /**
   * Makes what the framework keeps in the event for all who see it, such as the formatted message;
   * called once, before the rest. What the application logs meanwhile it logs without a tracer too,
   * so it takes its usual way; what it logs later, in a layout of ours, nobody shall see.
   */
  void prepare();

  /** The formatted message, or what the configured layout makes of it. */
  String message();

  Instant instant();

  String threadName();

  /** The values of the thread's context (MDC) by key; never null. */
  Map<String, String> context();

  /** The event's own key/value pairs; never null. */
  Map<String, String> pairs();

  List<String> markers();

  /** The throwable as {@code class: message}, or empty. */
  String throwable();

  /** The throwable with its stack and causes, or empty. */
  String stackTrace();

  /** Where the call was made, as {@code Class.method(File.java:42)}, or empty. */
  String caller();

  /** The level's true name where the framework has levels of its own, else empty. */
  default String levelName() {
    return "";
  }
}
