package io.github.usdt4j.snoop.records;

import io.github.usdt4j.snoop.terminal.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Shows a record to people: a line with time, level, thread, logger, message and context, and
 * indented lines for its exception. Nothing in a record makes a line that looks like another
 * record.
 */
public final class PrettyOutput implements Output {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final String INDENT = "    ";

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

  /** Stands where a process has written another level than there is. */
  private static final String NO_LEVEL = "?";

  /** Says what is shown of a record's process. */
  public enum Origin {
    NONE,
    PID,
    PID_AND_USER
  }

  private final ZoneId zone;
  private final IntSupplier columns;
  private final boolean isColoured;
  private final boolean withStack;
  private final Supplier<Origin> origin;

  /**
   * Begins an output.
   *
   * @param columns the columns of the terminal at the moment, or {@link Rows#UNLIMITED}
   * @param withStack whether stacks are shown where records have them
   * @param origin what is shown of the process at the moment
   */
  public PrettyOutput(
      ZoneId zone,
      IntSupplier columns,
      boolean isColoured,
      boolean withStack,
      Supplier<Origin> origin) {
    this.zone = zone;
    this.columns = columns;
    this.isColoured = isColoured;
    this.withStack = withStack;
    this.origin = origin;
  }

  @Override
  public String lines(LogRecord record) {
    Rows rows = new Rows(columns.getAsInt());
    String level = record.text("level");
    coloured(rows, FAINT, time(record.text("time")));
    rows.exactly(origin(record)).exactly(" ");
    coloured(rows, LEVELS.getOrDefault(level, ""), "%-5s".formatted(shown(level)));
    rows.exactly(" [").text(record.text("thread")).exactly("] ");
    coloured(rows, CYAN, record.text("logger"));
    rows.exactly(": ").text(record.text("message"));
    context(rows, record);
    if (record.isTruncated()) {
      coloured(rows, FAINT, " (cut)");
    }
    throwable(rows, record);
    return rows.toString();
  }

  private String origin(LogRecord record) {
    return switch (origin.get()) {
      case NONE -> "";
      case PID -> " " + record.pid();
      case PID_AND_USER -> " " + record.pid() + " " + record.user().name();
    };
  }

  private static String shown(String level) {
    return LEVELS.containsKey(level) ? level.toUpperCase(Locale.ROOT) : NO_LEVEL;
  }

  private void context(Rows rows, LogRecord record) {
    Map<Object, Object> context = record.context();
    if (!context.isEmpty()) {
      StringBuilder values = new StringBuilder(" {");
      String comma = "";
      for (Map.Entry<Object, Object> entry : context.entrySet()) {
        values.append(comma).append(entry.getKey()).append('=').append(entry.getValue());
        comma = ", ";
      }
      coloured(rows, FAINT, values.append('}').toString());
    }
  }

  private void throwable(Rows rows, LogRecord record) {
    String stack = withStack ? record.text("stack") : "";
    String text = stack.isEmpty() ? record.text("throwable") : stack;
    text.lines().forEach(line -> rows.next(INDENT).text(line.replace("\t", INDENT)));
  }

  private String time(String instant) {
    try {
      return TIME.format(Instant.parse(instant).atZone(zone));
    } catch (DateTimeParseException e) {
      return "--:--:--.---";
    }
  }

  private void coloured(Rows rows, String colour, String text) {
    rows.text(isColoured ? colour : "", text);
  }
}
