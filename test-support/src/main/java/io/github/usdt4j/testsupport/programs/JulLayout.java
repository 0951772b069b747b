package io.github.usdt4j.testsupport.programs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Writes records of java.util.logging as the other frameworks write their events in twin runs. It
 * has the thread that calls it for the one that logs.
 */
public final class JulLayout extends Formatter {
  private static final String FIELD_END = "\u241f";
  private static final String EVENT_END = "\u241e";

  /** The names of levels that the other frameworks have another one for. */
  private static final Map<String, String> OTHERS =
      Map.of("FINEST", "TRACE", "FINE", "DEBUG", "WARNING", "WARN", "SEVERE", "ERROR");

  /** Is made by its name. */
  public JulLayout() {}

  /** Returns the name that java.util.logging has for a level of the other frameworks. */
  public static String level(String other) {
    return OTHERS.entrySet().stream()
        .filter(names -> names.getValue().equals(other))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(other);
  }

  @Override
  public String format(LogRecord record) {
    String level = record.getLevel().getName();
    return String.join(
            FIELD_END,
            List.of(
                OTHERS.getOrDefault(level, level),
                String.valueOf(record.getLoggerName()),
                Thread.currentThread().getName(),
                formatMessage(record),
                "",
                "",
                throwable(record.getThrown())))
        + EVENT_END
        + System.lineSeparator();
  }

  private static String throwable(Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }
}
