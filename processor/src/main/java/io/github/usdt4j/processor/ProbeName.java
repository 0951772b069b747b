package io.github.usdt4j.processor;

import java.util.Optional;
import java.util.regex.Pattern;

/** Checks names by the rule that the core has for them at run time. */
final class ProbeName {
  private static final int MAX_CHARACTERS = 127;
  private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]*");

  private ProbeName() {}

  /** Returns what is wrong with a name; empty when nothing is. */
  static Optional<String> fault(String what, String name) {
    if (name.isEmpty()) {
      return Optional.of("the %s name is empty: give it one".formatted(what));
    }
    if (name.length() > MAX_CHARACTERS) {
      return Optional.of(
          "the %s name has %d characters: write at most %d"
              .formatted(what, name.length(), MAX_CHARACTERS));
    }
    if (!VALID.matcher(name).matches()) {
      return Optional.of(
          "the %s name \"%s\" cannot be typed into every tracer: start with a letter or '_', and write"
                  .formatted(what, name)
              + " only ASCII letters, digits, '_', '.', '$' and '-'");
    }
    return Optional.empty();
  }
}
