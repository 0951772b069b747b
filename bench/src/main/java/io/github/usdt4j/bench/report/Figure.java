package io.github.usdt4j.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * Holds one quantity, measured once in each fork.
 *
 * @param unit {@code ns}, {@code B}, {@code /s}, {@code ms}, or empty for a ratio
 * @param forks a value for each fork, in order; the values of two figures of one run belong
 *     together
 */
public record Figure(String unit, List<Double> forks) {
  public Figure {
    if (forks.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a value");
    }
    forks = List.copyOf(forks);
  }

  double median() {
    List<Double> sorted = forks.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  double min() {
    return forks.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max() {
    return forks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Returns the least fork alone, for the heap: in some forks the JIT finds more objects that are
   * not needed, of the frameworks' too, and what the code needs is what all forks have.
   */
  public Figure least() {
    return new Figure(unit, List.of(min()));
  }

  /** Divides this by that, fork by fork. */
  Figure dividedBy(Figure that) {
    return paired("", that, (a, b) -> a / b);
  }

  /** Subtracts that from this, fork by fork. */
  Figure minus(Figure that) {
    return paired(unit, that, (a, b) -> a - b);
  }

  private Figure paired(String resultUnit, Figure that, DoubleBinaryOperator operator) {
    if (!unit.equals(that.unit)) {
      throw new IllegalArgumentException(unit + " beside " + that.unit);
    }
    if (forks.size() != that.forks.size()) {
      throw new IllegalArgumentException(
          forks.size() + " forks beside " + that.forks.size() + ": not of one run");
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < forks.size(); i++) {
      values.add(operator.applyAsDouble(forks.get(i), that.forks.get(i)));
    }
    return new Figure(resultUnit, values);
  }

  /** Returns the median with its unit. */
  String text() {
    return text(median(), unit);
  }

  /** Returns the median with its unit, and the least and greatest fork. */
  String textWithSpread() {
    return forks.size() == 1
        ? text()
        : text() + " (" + number(min()) + " to " + number(max()) + ")";
  }

  static String text(double value, String unit) {
    return unit.isEmpty() || unit.startsWith("/")
        ? number(value) + unit
        : number(value) + " " + unit;
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value).replace("-0.00", "0.00");
  }
}
