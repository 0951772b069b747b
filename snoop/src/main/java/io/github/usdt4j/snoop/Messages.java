package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.records.Rows;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/** What snoop itself has to say: each message is one line, and begins with its name. */
final class Messages {
  /** A message may quote what others have chosen. */
  private static final int LONGEST = 800;

  private final PrintStream err;
  private final IntSupplier columns;

  /**
   * @param columns of the terminal at the moment, or {@link Rows#UNLIMITED}
   */
  Messages(PrintStream err, IntSupplier columns) {
    this.err = err;
    this.columns = columns;
  }

  /** On standard error. */
  static Messages ofErrors() {
    return new Messages(System.err, Terminal.errors()::columns);
  }

  void say(String text) {
    err.println(new Rows(columns.getAsInt()).exactly("snoop: ").text(cut(text)));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
