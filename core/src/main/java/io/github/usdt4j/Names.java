package io.github.usdt4j;

import java.util.Objects;

/** The rule for names of providers, modules, functions and probes: what every tracer can type. */
final class Names {
  /** The longest name in bytes; DTrace's own limit is 63. */
  static final int MAX_BYTES = 127;

  private Names() {}

  static String require(String what, String name) {
    Objects.requireNonNull(name, () -> "the " + what + " name is null");
    if (name.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " name \""
              + shown(name)
              + "\" has "
              + name.length()
              + " characters, at most "
              + MAX_BYTES);
    }
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " name \""
              + shown(name)
              + "\" must start with a letter or '_', and hold only ASCII letters, digits, '_', '.',"
              + " '$' and '-'");
    }
    return name;
  }

  private static boolean isValid(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean starts = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      boolean continues = (c >= '0' && c <= '9') || c == '.' || c == '$' || c == '-';
      if (!starts && (i == 0 || !continues)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String shown(String name) {
    String start = name.length() > MAX_BYTES ? name.substring(0, 64) + "..." : name;
    return start.replace("\0", "\\0");
  }
}
