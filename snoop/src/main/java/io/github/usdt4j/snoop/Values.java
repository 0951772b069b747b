package io.github.usdt4j.snoop;

/** Says what is wrong with the value of an option. */
final class Values {
  private Values() {}

  /** Fails when a number is not between these two; null is no number, and right. */
  static void checkRange(String option, Number value, long least, long most) {
    if (value != null && (value.longValue() < least || value.longValue() > most)) {
      throw SnoopException.usage(
          "%s is from %d to %d, and not %s".formatted(option, least, most, value));
    }
  }

  /** Fails when a text is there and empty; gives an empty one where none is there. */
  static String text(String option, String value) {
    if (value != null && value.isEmpty()) {
      throw SnoopException.usage(option + ": an empty text");
    }
    return value == null ? "" : value;
  }
}
