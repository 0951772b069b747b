package io.github.usdt4j.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what the JVMs of all forks have written: lines {@code nanos <name> <value> ...} and {@code
 * bytes <name> <value> ...}. The value of a fork is the lower quartile of its line.
 */
public final class ForkLines {
  /** The nanoseconds of an operation, for each fork and name. */
  private final List<Map<String, Double>> nanos = new ArrayList<>();

  /** The heap bytes of an operation, for each fork and name. */
  private final List<Map<String, Double>> bytes = new ArrayList<>();

  private ForkLines() {}

  /** Reads the lines of each fork; lines of other kinds are passed over. */
  public static ForkLines of(List<List<String>> forks) {
    ForkLines result = new ForkLines();
    for (List<String> lines : forks) {
      result.nanos.add(lowerQuartiles("nanos ", lines));
      result.bytes.add(lowerQuartiles("bytes ", lines));
    }
    return result;
  }

  private static Map<String, Double> lowerQuartiles(String kind, List<String> lines) {
    Map<String, Double> quartiles = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith(kind)) {
        String[] words = line.split(" ", -1);
        double[] values =
            Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).sorted().toArray();
        quartiles.put(words[1], values[values.length / 4]);
      }
    }
    return quartiles;
  }

  /** Returns the nanoseconds that an operation takes. */
  public Figure time(String name) {
    return figure("ns", nanos, name);
  }

  /** Returns the heap bytes that an operation takes. */
  public Figure allocation(String name) {
    return figure("B", bytes, name);
  }

  private static Figure figure(String unit, List<Map<String, Double>> forks, String name) {
    return new Figure(unit, forks.stream().map(fork -> fork.get(name)).toList());
  }
}
