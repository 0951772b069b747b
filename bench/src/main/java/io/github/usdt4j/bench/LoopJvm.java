package io.github.usdt4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JVM of one fork: says what to attach, waits for a line, runs the loops in turns, and writes
 * {@code nanos <loop> <nanoseconds a fire> ...} with a value for each round, and how many it fired.
 */
final class LoopJvm {
  private static final int WARM_UP_CALLS = 300;
  private static final int WARM_UP_FIRES = 200;
  private static final int WARM_UP_ROUNDS = 3;

  private LoopJvm() {}

  /** Takes the name of a suite, rounds, and fires a round. */
  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[1]);
    int fires = Integer.parseInt(arguments[2]);
    try (LoopSuite suite = LoopSuite.named(arguments[0]);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Map<String, Loop> loops = suite.loops();
      System.out.println("program " + suite.program());
      if (in.readLine() == null) {
        return;
      }
      warmUp(loops, fires);
      measure(loops, rounds, fires);
      long each = (long) WARM_UP_CALLS * WARM_UP_FIRES + (long) (WARM_UP_ROUNDS + rounds) * fires;
      System.out.println("fired " + each);
      in.readLine();
    }
  }

  private static void warmUp(Map<String, Loop> loops, int fires) {
    for (Loop loop : loops.values()) {
      for (int i = 0; i < WARM_UP_CALLS; i++) {
        loop.run(WARM_UP_FIRES);
      }
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        loop.run(fires);
      }
    }
  }

  private static void measure(Map<String, Loop> loops, int rounds, int fires) {
    Map<String, StringBuilder> nanos = new java.util.LinkedHashMap<>();
    List<String> order = new ArrayList<>(loops.keySet());
    for (int round = 0; round < rounds; round++) {
      for (String name : order) {
        double each = (double) loops.get(name).run(fires) / fires;
        nanos
            .computeIfAbsent(name, key -> new StringBuilder())
            .append(String.format(Locale.ROOT, " %.2f", each));
      }
      // Whoever came first comes last.
      order.add(order.remove(0));
    }
    nanos.forEach((name, values) -> System.out.println("nanos " + name + values));
  }
}
