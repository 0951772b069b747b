package io.github.usdt4j.internal.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A log event as a log probe sees it. Asked only while a tracer is attached, on the thread that
 * fires; each method but {@link #prepare} is called at most twice.
 */
public interface EventView {
  /**
   * Makes what the framework keeps in the event for all who see it, such as the formatted message.
   * Called once, before the rest, unless nobody but tracers sees the event. What the application
   * logs meanwhile it logs without a tracer too, so it takes its usual way; what it logs later, in
   * a layout of ours, nobody shall see.
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

  /** The throwable as {@link #throwable(String, String)} makes it, or empty. */
  String throwable();

  /** Returns the text of a throwable: {@code class: message}, or the class where that is null. */
  static String throwable(String className, String message) {
    return message == null ? className : className + ": " + message;
  }

  /** The throwable with its stack and causes, or empty. */
  String stackTrace();

  /** Where the call was made, as {@code Class.method(File.java:42)}, or empty. */
  String caller();

  /** The level's true name where the framework has levels of its own, else empty. */
  default String levelName() {
    return "";
  }
}
