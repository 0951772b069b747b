package io.github.usdt4j.snoop.tracers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a line of a tracer's output.
 *
 * @param number the process id for a record, and the count for lost events
 * @param text the JSON for a record, and the whole line for another one
 */
record TracerLine(Kind kind, long number, String text) {
  enum Kind {
    /** The tracer is attached. */
    ATTACHED,
    RECORD,
    LOST,
    OTHER
  }

  private static final String ATTACHED = "attached";

  /** The id of a process, a blank, the JSON. */
  private static final Pattern RECORD = Pattern.compile("([0-9]{1,18}) (\\{.*)", Pattern.DOTALL);

  /** Makes a line of what a program of ours has printed. */
  static TracerLine printed(String text) {
    Matcher record = RECORD.matcher(text);
    if (record.matches()) {
      return new TracerLine(Kind.RECORD, Long.parseLong(record.group(1)), record.group(2));
    }
    return text.equals(ATTACHED) ? new TracerLine(Kind.ATTACHED, 0, "") : other(text);
  }

  static TracerLine lost(String count) {
    return new TracerLine(Kind.LOST, Long.parseLong(count), "");
  }

  static TracerLine other(String text) {
    return new TracerLine(Kind.OTHER, 0, text);
  }
}
