package io.github.usdt4j.snoop;

import java.util.Arrays;
import java.util.List;

/** Says what is wrong with the value of an option or a parameter. */
final class Values {
  private Values() {}

  /** Fails when a number is not between these two; null is no number, and right. */
  static void checkRange(String option, Number value, long least, long most) {
    if (value != null && (value.longValue() < least || value.longValue() > most)) {
      throw SnoopException.usage(
          "%s is from %d to %d, and not %s".formatted(option, least, most, value));
    }
  }

  /** The number that a process id is; fails when it is none. */
  static long pid(String where, String word) {
    if (!word.matches("[0-9]{1,18}")) {
      throw SnoopException.usage("%s: '%s' is no process id".formatted(where, word));
    }
    return Long.parseLong(word);
  }

  /** What several values, each with commas in it, name; empty texts too. */
  static List<String> parts(List<String> values) {
    return values.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
  }

  /** Fails when a text is there and empty; gives an empty one where none is there. */
  static String text(String option, String value) {
    if (value != null && value.isEmpty()) {
      throw SnoopException.usage(option + ": an empty text");
    }
    return value == null ? "" : value;
  }
}
