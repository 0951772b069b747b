package io.github.usdt4j.internal.logging;

/** Writes texts into JSON, and counts how many bytes of UTF-8 they take. */
final class Json {
  private static final String HEX = "0123456789abcdef";

  private Json() {}

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    appendEscaped(quoted, text, Integer.MAX_VALUE);
    return quoted.append('"').toString();
  }

  /** Appends what of the text fits in that many bytes; it never cuts a character or an escape. */
  static void appendEscaped(StringBuilder json, String text, int maxBytes) {
    int used = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = isPair(text, i);
      int size = pair ? 4 : size(c);
      if (size > maxBytes - used) {
        return;
      }
      used += size;
      if (pair) {
        json.append(c).append(text.charAt(++i));
      } else {
        append(json, c);
      }
    }
  }

  static int escapedLength(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isPair(text, i)) {
        length += 4;
        i++;
      } else {
        length += size(text.charAt(i));
      }
    }
    return length;
  }

  /** Counts the bytes of a text that is JSON already. */
  static int utf8Length(String json) {
    int length = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static int size(char c) {
    return switch (c) {
      case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 2;
      default -> {
        if (c < 0x20 || Character.isSurrogate(c)) {
          yield 6;
        }
        yield c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    };
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"', '\\' -> json.append('\\').append(c);
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (Character.isSurrogate(c)) {
          json.append("\\ufffd");
        } else if (c < 0x20) {
          json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          json.append(c);
        }
      }
    }
  }
}
