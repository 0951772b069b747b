package io.github.usdt4j.internal.logging;

import java.util.function.Supplier;

/** Makes texts of what an application has logged, whose own code may fail meanwhile. */
public final class SafeText {
  private SafeText() {}

  /** Returns the text of a value, or what says that it has none. */
  public static String of(Object value) {
    return String.valueOf(of("text", () -> String.valueOf(value)));
  }

  /** Returns a text that may be null, or what says that it can't be had. */
  public static String of(String what, Supplier<String> source) {
    try {
      return source.get();
    } catch (Throwable e) {
      return failed(what, e);
    }
  }

  /** Returns the text that stands for one that can't be had. */
  public static String failed(String what, Throwable cause) {
    return "[" + what + " failed: " + cause.getClass().getName() + "]";
  }
}
