package io.github.usdt4j.snoop.scripts;

import java.util.Locale;

/** Writes texts as literals of the languages that scripts are written in. */
final class Quoted {
  private Quoted() {}

  /** Returns a word of a shell, in single quotes: nothing in it is expanded. */
  static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Returns a word of a shell in double quotes, for texts that have single ones. */
  static String shellDouble(String text) {
    return '"' + text.replaceAll("[\\\\\"$`]", "\\\\$0") + '"';
  }

  /** Returns a text literal of C and its relatives, bpftrace and D. */
  static String c(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Returns a text literal of Python, in ASCII. */
  static String python(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints().forEach(c -> literal.append(pythonCharacter(c)));
    return literal.append('"').toString();
  }

  private static String pythonCharacter(int c) {
    if (c < ' ' || c >= 0x7f) {
      return String.format(Locale.ROOT, "\\U%08x", c);
    }
    return c == '"' || c == '\\' ? "\\" + (char) c : Character.toString(c);
  }
}
