package io.github.usdt4j;

import java.util.Objects;
import java.util.regex.Pattern;

/** The rule for names of providers, modules, functions and probes: what every tracer can type. */
final class Names {
  /** The longest name in bytes; DTrace's own limit is 63. */
  static final int MAX_BYTES = 127;

  private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]*");

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
    if (!VALID.matcher(name).matches()) {
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

  private static String shown(String name) {
    return name.replace("\0", "\\0");
  }
}
