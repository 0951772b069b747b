package io.github.usdt4j.testsupport.twin;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one text of all events that a program logs at one place: level, logger, the beginning of
 * the message without what varies, the keys of the context, the markers, and the throwable's class.
 */
final class EventKind {
  /** A prefix in brackets says in many servers whose event it is. */
  private static final Pattern PREFIX = Pattern.compile("^(\\[[^\\]]*\\]\\s*)+");

  /** A word with a digit in it: numbers, addresses, identifiers. */
  private static final Pattern VARYING = Pattern.compile("[\\w.:/$@-]*\\d[\\w.:/$@-]*");

  /** Where data begins that the message shows. */
  private static final Pattern DATA = Pattern.compile("[\\[{(<\"'=\\n]");

  private static final int CHARACTERS = 60;

  private EventKind() {}

  static String of(TwinEvent event) {
    return "%s %s: %s%s%s%s"
        .formatted(
            event.level(),
            event.logger(),
            beginning(event.message()),
            braced(keys(event.context())),
            braced(event.markers()),
            braced(event.throwable().replaceFirst(":(?s:.*)", "")));
  }

  private static String beginning(String message) {
    String own = PREFIX.matcher(message).replaceFirst("");
    Matcher data = DATA.matcher(own);
    String text =
        VARYING.matcher(data.find() ? own.substring(0, data.start()) : own).replaceAll("#");
    return text.length() > CHARACTERS ? text.substring(0, CHARACTERS) : text;
  }

  private static String keys(String context) {
    return Arrays.stream(context.split(" ", -1))
        .filter(pair -> pair.contains("="))
        .map(pair -> pair.substring(0, pair.indexOf('=')))
        .collect(Collectors.joining(" "));
  }

  private static String braced(String text) {
    return text.isEmpty() ? "" : " {" + text + "}";
  }
}
