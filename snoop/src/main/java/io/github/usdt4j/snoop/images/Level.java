package io.github.usdt4j.snoop.images;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the levels that log probes have, the most verbose first. */
public enum Level {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  /** Returns the level whose probe has that name. */
  public static Optional<Level> find(String probe) {
    return Arrays.stream(values()).filter(level -> level.probe().equals(probe)).findFirst();
  }

  /** Returns the name of its probes. */
  public String probe() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return probe();
  }
}
