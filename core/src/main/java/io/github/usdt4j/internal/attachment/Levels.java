package io.github.usdt4j.internal.attachment;

import java.util.List;

/** Lists the levels of log probes. A level's number is also the number of its gate in an image. */
public final class Levels {
  public static final int TRACE = 1;
  public static final int DEBUG = 2;
  public static final int INFO = 3;
  public static final int WARN = 4;
  public static final int ERROR = 5;
  public static final int FATAL = 6;

  /** Lists the probe names; the name of level n is at n - 1. */
  public static final List<String> NAMES =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  /** Lists the names of the probes that carry a whole record. */
  public static final List<String> JSON_NAMES = NAMES.stream().map(name -> name + "_json").toList();

  /** Says in a probe's level argument that the event reaches tracers alone, and no appender. */
  public static final int BELOW_LEVEL = 0x100;

  private Levels() {}

  /** Returns the name of a level's probe. */
  public static String name(int level) {
    return NAMES.get(level - 1);
  }

  /** Returns the level argument of a probe, on SLF4J's scale: 0 for trace to 50 for fatal. */
  public static int argument(int level, boolean belowLevel) {
    return (level - 1) * 10 | (belowLevel ? BELOW_LEVEL : 0);
  }
}
