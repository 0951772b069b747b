package io.github.usdt4j.internal.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Shows a log event to a log probe. It is asked only while a tracer is attached, on the thread that
 * fires; each method but {@link #prepare} is called at most twice.
 */
public interface EventView {
  /**
   * Makes what the framework keeps in the event for all who see it, such as the formatted message.
   * It is called once, before the rest, unless tracers alone see the event. What the application
   * logs during this call it logs without a tracer too, so that goes to all appenders as usual;
   * what it logs later, in a layout of ours, appenders must not see.
   */
  void prepare();

  /** Returns the formatted message, or what the configured layout makes of it. */
  String message();

  Instant instant();

  String threadName();

  /** Returns the values of the thread's context (MDC) by key; it is never null. */
  Map<String, String> context();

  /** Returns the event's own key/value pairs; the map is never null. */
  Map<String, String> pairs();

  List<String> markers();

  /** Returns the throwable as {@link #throwable(String, String)} makes it, or an empty text. */
  String throwable();

  /** Returns the text of a throwable: {@code class: message}, or the class where that is null. */
  static String throwable(String className, String message) {
    return message == null ? className : className + ": " + message;
  }

  /** Returns the text of a throwable, whose own code may fail, or an empty text for null. */
  static String throwable(Throwable thrown) {
    return thrown == null
        ? ""
        : throwable(thrown.getClass().getName(), SafeText.of("message", thrown::getMessage));
  }

  /** Returns the throwable with its stack and causes, or an empty text. */
  String stackTrace();

  /** Returns the text of a throwable with its stack and causes, or an empty text for null. */
  static String stackTrace(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** Returns where the call was made, as {@code Class.method(File.java:42)}, or an empty text. */
  String caller();

  /**
   * Returns the level's true name where the framework has levels of its own, else an empty text.
   */
  default String levelName() {
    return "";
  }
}
