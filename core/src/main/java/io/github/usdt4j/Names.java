package io.github.usdt4j;

import java.util.Objects;

/**
 * Checks names of providers, modules, functions and probes: only what every tracer can type is a
 * name.
 */
final class Names {
  /** Limits a name, in bytes; DTrace's own limit is 63. */
  static final int MAX_BYTES = 127;

  private Names() {}

  /** Returns the name, of something that has no owner; throws when it is not valid. */
  static String require(String what, String name) {
    return require(what, name, null);
  }

  /**
   * Returns the name; throws when it is not valid.
   *
   * @param owner the provider that the exception names, unless it is null
   */
  static String require(String what, String name, Provider owner) {
    Objects.requireNonNull(name, () -> "the " + what + " name" + of(owner) + " is null");
    if (name.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " name \""
              + shown(name)
              + "\""
              + of(owner)
              + " has "
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
              + "\""
              + of(owner)
              + " must start with a letter or '_', and hold only ASCII letters, digits, '_', '.',"
              + " '$' and '-'");
    }
    return name;
  }

  private static String of(Provider owner) {
    return owner == null ? "" : " in provider " + owner;
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

  /**
   * Returns a name without what would break a line of a log, and not longer than a line can hold.
   */
  private static String shown(String name) {
    String start = name.length() > MAX_BYTES ? name.substring(0, 64) + "..." : name;
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(c == 0 ? "\\0" : "\\u%04x".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
