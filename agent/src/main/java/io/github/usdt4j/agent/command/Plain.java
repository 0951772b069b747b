package io.github.usdt4j.agent.command;

/** Makes text that another process has written harmless for a terminal. */
final class Plain {
  private Plain() {}

  /** Returns printable ASCII; every other character, and a backslash, becomes an escape. */
  static String text(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c > '~' || c == '\\') {
                plain.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                plain.append((char) c);
              }
            });
    return plain.toString();
  }
}
