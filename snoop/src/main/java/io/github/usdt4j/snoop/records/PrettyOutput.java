package io.github.usdt4j.snoop.records;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/**
 * A record for people: a line with time, level, thread, logger, message and context, and indented
 * lines for its exception. Nothing in a record makes a line that looks like another record.
 */
public final class PrettyOutput implements Output {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final String INDENT = "    ";

  private static final String RESET = "\033[0m";
  private static final String FAINT = "\033[2m";
  private static final String CYAN = "\033[36m";
  private static final Map<String, String> LEVELS =
      Map.of(
          "trace", "\033[34m",
          "debug", "\033[32m",
          "info", "\033[1m",
          "warn", "\033[33m",
          "error", "\033[31m",
          "fatal", "\033[1;31m");

  private final ZoneId zone;
  private final boolean isColoured;
  private final boolean withPid;
  private final boolean withStack;

  /**
   * @param withPid whether the process is shown too
   * @param withStack whether stacks are shown where records have them
   */
  public PrettyOutput(ZoneId zone, boolean isColoured, boolean withPid, boolean withStack) {
    this.zone = zone;
    this.isColoured = isColoured;
    this.withPid = withPid;
    this.withStack = withStack;
  }

  @Override
  public String lines(LogRecord record) {
    StringBuilder lines = new StringBuilder(200);
    String level = record.text("level");
    coloured(lines, FAINT, time(record.text("time")));
    if (withPid) {
      lines.append(' ').append(record.pid());
    }
    lines.append(' ');
    coloured(
        lines,
        LEVELS.getOrDefault(level, ""),
        String.format(Locale.ROOT, "%-5s", level.toUpperCase(Locale.ROOT)));
    lines.append(" [");
    SafeText.append(lines, record.text("thread"));
    lines.append("] ");
    coloured(lines, CYAN, record.text("logger"));
    lines.append(": ");
    SafeText.append(lines, record.text("message"));
    context(lines, record);
    if (record.isTruncated()) {
      coloured(lines, FAINT, " (cut)");
    }
    throwable(lines, record);
    return lines.toString();
  }

  private void context(StringBuilder lines, LogRecord record) {
    Map<Object, Object> context = record.context();
    if (!context.isEmpty()) {
      StringBuilder values = new StringBuilder(" {");
      String comma = "";
      for (Map.Entry<Object, Object> entry : context.entrySet()) {
        values.append(comma).append(entry.getKey()).append('=').append(entry.getValue());
        comma = ", ";
      }
      coloured(lines, FAINT, values.append('}').toString());
    }
  }

  private void throwable(StringBuilder lines, LogRecord record) {
    String stack = withStack ? record.text("stack") : "";
    String text = stack.isEmpty() ? record.text("throwable") : stack;
    if (!text.isEmpty()) {
      text.lines()
          .forEach(
              line -> {
                lines.append('\n').append(INDENT);
                SafeText.append(lines, line.replace("\t", INDENT));
              });
    }
  }

  private String time(String instant) {
    try {
      return TIME.format(Instant.parse(instant).atZone(zone));
    } catch (DateTimeParseException e) {
      return "--:--:--.---";
    }
  }

  private void coloured(StringBuilder lines, String colour, String text) {
    if (isColoured && !colour.isEmpty()) {
      lines.append(colour);
      SafeText.append(lines, text);
      lines.append(RESET);
    } else {
      SafeText.append(lines, text);
    }
  }
}
