package io.github.usdt4j.snoop.terminal;

/**
 * Makes text of others harmless for a terminal: nothing in it moves the cursor, ends the line or
 * turns the direction of writing. What would is shown as an escape.
 */
public final class SafeText {
  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;

  private SafeText() {}

  /** Returns whether a terminal only shows this character. */
  public static boolean isSafe(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Scripts and emoji need these two; the others reorder or hide what is beside them.
      case Character.FORMAT -> c == JOINER || c == NON_JOINER;
      default -> true;
    };
  }

  /** Returns whether nothing is seen of it but room. */
  static boolean isBlank(int c) {
    return switch (c) {
      // Fillers of Hangul, and the Braille pattern without a dot.
      case 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0 -> true;
      default -> Character.getType(c) == Character.SPACE_SEPARATOR;
    };
  }

  /** Returns whether it takes no room of its own. */
  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> c == JOINER || c == NON_JOINER;
    };
  }

  /** Returns the text, each character as an escape. */
  static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(c -> escape(line, c));
    return line.toString();
  }

  /** Returns the text, on one line. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    append(line, text);
    return line.toString();
  }

  /** Appends the text, on one line. */
  static void append(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSafe(c)) {
        line.appendCodePoint(c);
      } else {
        escape(line, c);
      }
    }
  }

  private static void escape(StringBuilder line, int c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> line.append("\\u{").append(Integer.toHexString(c)).append('}');
    }
  }
}
