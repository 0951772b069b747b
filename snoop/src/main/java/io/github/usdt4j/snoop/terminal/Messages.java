package io.github.usdt4j.snoop.terminal;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/** Says what snoop itself has to say: each message is one line that begins with its name. */
public final class Messages {
  /** A message may quote what others have chosen. */
  private static final int LONGEST = 800;

  private final PrintStream err;
  private final IntSupplier columns;

  /**
   * Writes to a stream.
   *
   * @param columns of the terminal at the moment, or {@link Rows#UNLIMITED}
   */
  public Messages(PrintStream err, IntSupplier columns) {
    this.err = err;
    this.columns = columns;
  }

  /** Returns those on standard error. */
  public static Messages ofErrors() {
    return new Messages(System.err, Terminal.errors()::columns);
  }

  /** Says a text, which may quote what others have chosen. */
  public void say(String text) {
    err.println(new Rows(columns.getAsInt()).exactly("snoop: ").text(cut(text)));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
