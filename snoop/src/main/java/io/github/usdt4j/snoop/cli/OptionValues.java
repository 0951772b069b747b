package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.following.Owners;
import io.github.usdt4j.snoop.following.Selection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the values of options and parameters, and says what is wrong with them. */
final class OptionValues {
  private static final String ALL = "*";

  private OptionValues() {}

  /**
   * Fails when a number is not between these two; null means that the option was not given, which
   * is right.
   */
  static void checkRange(String option, Number value, long least, long most) {
    if (value != null && (value.longValue() < least || value.longValue() > most)) {
      throw SnoopException.usage(
          "%s is from %d to %d, and not %s".formatted(option, least, most, value));
    }
  }

  /** Returns the number that a process id is; fails when the word is none. */
  static long pid(String where, String word) {
    if (!word.matches("[0-9]{1,18}")) {
      throw SnoopException.usage("%s: '%s' is no process id".formatted(where, word));
    }
    return Long.parseLong(word);
  }

  /** Returns the processes that the words of {@code -p} name. */
  static Selection selection(List<String> words, Owners owners) {
    Set<Long> pids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (String word : words) {
      if (word.isBlank()) {
        throw SnoopException.usage("-p: an empty name; -p '*' means every process");
      } else if (word.matches("-?[0-9]+")) {
        pids.add(pid("-p", word));
      } else if (!word.equals(ALL)) {
        names.add(word);
      }
    }
    return new Selection(pids, names, words.contains(ALL), owners);
  }

  /** Returns the parts of several values, each of which may have commas in it; empty parts too. */
  static List<String> parts(List<String> values) {
    return values.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
  }

  /**
   * Returns the text of an option, or an empty one when the option was not given; fails when it was
   * given empty.
   */
  static String text(String option, String value) {
    if (value != null && value.isEmpty()) {
      throw SnoopException.usage(option + ": an empty text");
    }
    return value == null ? "" : value;
  }
}
