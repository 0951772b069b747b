package io.github.usdt4j.snoop.records;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decides which records are shown.
 *
 * @param logger a glob over the logger's name, in which {@code *} also matches dots; empty for all
 * @param context keys and values that must all be there
 * @param text what one of the record's texts must contain; empty for all
 */
public record Filter(String logger, Map<String, String> context, String text, Pattern loggers) {
  public Filter(String logger, Map<String, String> context, String text) {
    this(logger, context, text, pattern(logger));
  }

  public boolean matches(LogRecord record) {
    return (logger.isEmpty() || loggers.matcher(record.text("logger")).matches())
        && (context.isEmpty() || record.context().entrySet().containsAll(context.entrySet()))
        && (text.isEmpty() || record.searchable().contains(text));
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
