package io.github.usdt4j.jul.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Tells whether the thread that opens levels has looked at all loggers, in a program. */
final class Looks {
  /** The loggers are held, for the log manager does not. */
  private static final List<Logger> MARKS = new ArrayList<>();

  private Looks() {}

  /** Makes a logger that no look has met; it has a filter of ours from the next look on. */
  static String mark() {
    MARKS.add(Logger.getLogger("mark" + MARKS.size()));
    return "marked";
  }

  /** Returns whether there has been a look with a tracer attached since the last mark. */
  static boolean seen() {
    return MARKS.get(MARKS.size() - 1).getFilter() != null;
  }
}
