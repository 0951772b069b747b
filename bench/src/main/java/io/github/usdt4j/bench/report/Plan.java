package io.github.usdt4j.bench.report;

/**
 * Says how long to measure. Each fork gives one value: the lower quartile of what it measured,
 * since what disturbs a machine only ever makes things slower.
 *
 * @param forks JVMs for each figure
 * @param warmups iterations that are not counted, in each fork
 * @param iterations iterations that are counted, in each fork
 * @param iterationMillis how long one takes
 * @param rounds of the alternating loops, in each fork
 * @param fires in each of those loops
 */
public record Plan(
    String name,
    int forks,
    int warmups,
    int iterations,
    int iterationMillis,
    int rounds,
    int fires) {

  public static final Plan SMOKE = new Plan("smoke", 1, 0, 1, 1, 2, 10);
  public static final Plan QUICK = new Plan("quick", 3, 10, 12, 25, 80, 2_000);
  public static final Plan FULL = new Plan("full", 5, 20, 40, 50, 400, 2_000);

  public static Plan named(String name) {
    return switch (name) {
      case "smoke" -> SMOKE;
      case "quick" -> QUICK;
      case "full" -> FULL;
      default -> throw new IllegalArgumentException(name + ": take quick or full");
    };
  }

  /** Returns how many threads the rows with several threads have. */
  public int[] threads() {
    return switch (name) {
      case "smoke" -> new int[] {2};
      case "quick" -> new int[] {8};
      default -> new int[] {2, 4, 8};
    };
  }

  /** Returns whether there is time for the rows with targets and little more. */
  public boolean isQuick() {
    return equals(QUICK);
  }

  public boolean isSmoke() {
    return equals(SMOKE);
  }
}
