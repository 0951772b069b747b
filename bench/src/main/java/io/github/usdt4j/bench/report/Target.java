package io.github.usdt4j.bench.report;

/** Says what a figure must be, or that it is not judged. */
public record Target(Kind kind, double limit, String unit) {
  /** Stands for what is measured and not judged. */
  public static final Target NONE = new Target(Kind.NONE, 0, "");

  /** Judges the heap: the profiler sees the harness too, and the smallest object has 16 bytes. */
  public static final Target NO_ALLOCATION = atMost(0.05, "B");

  public enum Kind {
    NONE,
    AT_MOST,
    BELOW,
    AT_LEAST
  }

  public static Target atMost(double limit, String unit) {
    return new Target(Kind.AT_MOST, limit, unit);
  }

  public static Target below(double limit, String unit) {
    return new Target(Kind.BELOW, limit, unit);
  }

  public static Target atLeast(double limit, String unit) {
    return new Target(Kind.AT_LEAST, limit, unit);
  }

  /** Judges the median; a value that is not a number meets nothing. */
  Verdict judge(Figure figure) {
    if (kind == Kind.NONE) {
      return Verdict.NOT_JUDGED;
    }
    if (!unit.equals(figure.unit())) {
      throw new IllegalArgumentException("target in " + unit + ", figure in " + figure.unit());
    }
    double value = figure.median();
    boolean met =
        switch (kind) {
          case AT_MOST -> value <= limit;
          case BELOW -> value < limit;
          case AT_LEAST -> value >= limit;
          case NONE -> throw new AssertionError(kind);
        };
    return met ? Verdict.PASS : Verdict.MISS;
  }

  String text() {
    String value = Figure.text(limit, unit);
    return switch (kind) {
      case NONE -> "";
      case AT_MOST -> "<= " + value;
      case BELOW -> "< " + value;
      case AT_LEAST -> ">= " + value;
    };
  }

  /** Says how a row stands to its target. */
  public enum Verdict {
    PASS("pass"),
    MISS("**MISS**"),
    NOT_JUDGED(""),
    NOT_RUN("not run");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
