package io.github.usdt4j.testsupport.twin;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what twins have in common of a log event, as the event's file and a tracer's record both
 * tell it.
 *
 * @param level the name of the level, in lower case
 * @param logger the name of the logger
 * @param thread the name of the thread
 * @param message the message, with its arguments in place
 * @param context the words of the MDC and of key/value pairs, sorted: the two have them in
 *     different orders
 * @param markers the words of the markers, sorted
 * @param throwable the class and the message of the throwable, or empty
 */
record TwinEvent(
    String level,
    String logger,
    String thread,
    String message,
    String context,
    String markers,
    String throwable) {
  /**
   * How many characters of a text are compared: a tracer's record has at most 4 KiB, and what is
   * cut where is for other tests.
   */
  private static final int COMPARED_CHARACTERS = 1000;

  private static final Pattern BETWEEN_PAIRS = Pattern.compile("[\\s,{}]+");
  private static final Pattern BETWEEN_MARKERS = Pattern.compile("[\\s,\\[\\]]+");

  /** What follows the first line of a throwable, whose message may have several. */
  private static final Pattern STACK =
      Pattern.compile("\\n(\\tat |\\s*Caused by: |\\s*Wrapped by: |\\t\\.\\.\\. |\\tSuppressed: )");

  TwinEvent {
    level = level.toLowerCase(Locale.ROOT);
    message = cut(message);
    context = cut(words(BETWEEN_PAIRS, context));
    markers = cut(words(BETWEEN_MARKERS, markers));
    throwable = cut(STACK.split(throwable, 2)[0].strip());
  }

  /** Returns the event with all its texts but the level changed so. */
  TwinEvent with(UnaryOperator<String> change) {
    return new TwinEvent(
        level,
        change.apply(logger),
        change.apply(thread),
        change.apply(message),
        change.apply(context),
        change.apply(markers),
        change.apply(throwable));
  }

  @Override
  public String toString() {
    String optional =
        Stream.of(context, markers, throwable)
            .filter(text -> !text.isEmpty())
            .map(text -> " {" + text + "}")
            .collect(Collectors.joining());
    return "%s [%s] %s: %s%s".formatted(level, thread, logger, message, optional);
  }

  private static String words(Pattern between, String text) {
    return Arrays.stream(between.split(text))
        .filter(word -> !word.isEmpty())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String cut(String text) {
    return text.length() > COMPARED_CHARACTERS ? text.substring(0, COMPARED_CHARACTERS) : text;
  }
}
