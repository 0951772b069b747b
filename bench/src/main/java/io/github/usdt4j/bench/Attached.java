package io.github.usdt4j.bench;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The loops of one suite, with bpftrace attached; a JVM and a bpftrace for each fork. */
final class Attached {
  /** What bpftrace takes when it is not asked for more. */
  private static final int STRING_BYTES = 64;

  /** For each fork and loop, the nanoseconds a fire. */
  private final List<Map<String, Double>> nanos = new ArrayList<>();

  /** For each fork and loop, the heap bytes a fire. */
  private final List<Map<String, Double>> bytes = new ArrayList<>();

  private Attached() {}

  /**
   * Runs all forks.
   *
   * @param properties of the JVM, as {@code name=value}
   */
  static Attached run(String suite, Plan plan, Path jdk, int threads, String... properties) {
    Attached result = new Attached();
    for (int fork = 0; fork < plan.forks(); fork++) {
      result.add(runFork(suite, plan, jdk, threads, properties));
    }
    return result;
  }

  private static List<String> runFork(
      String suite, Plan plan, Path jdk, int threads, String... properties) {
    try (Child jvm =
        Jvm.main(LoopJvm.class)
            .home(jdk)
            .options("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch")
            .options(Stream.of(properties).map(text -> "-D" + text).toArray(String[]::new))
            .property("usdt4j.bench.contenders", Contenders.LIBRARY)
            .arguments(suite, plan.rounds() + "", plan.fires() + "", threads + "")
            .start()) {
      String program = jvm.awaitLine("program ").substring("program ".length());
      try (Bpftrace tracer = Bpftrace.attach(jvm.pid(), program, STRING_BYTES)) {
        jvm.send("go");
        jvm.awaitLine("measured");
        tracer.stop();
      }
      jvm.send("end");
      jvm.awaitExit();
      return jvm.lines();
    }
  }

  void add(List<String> lines) {
    nanos.add(lowerQuartiles("nanos ", lines));
    bytes.add(lowerQuartiles("bytes ", lines));
  }

  private static Map<String, Double> lowerQuartiles(String kind, List<String> lines) {
    Map<String, Double> loops = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith(kind)) {
        String[] words = line.split(" ", -1);
        double[] values =
            Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).sorted().toArray();
        loops.put(words[1], values[values.length / 4]);
      }
    }
    return loops;
  }

  static Attached of(List<List<String>> forks) {
    Attached result = new Attached();
    forks.forEach(result::add);
    return result;
  }

  /** Nanoseconds a fire. */
  Figure time(String loop) {
    return figure("ns", nanos, loop);
  }

  /** Heap bytes a fire. */
  Figure allocation(String loop) {
    return figure("B", bytes, loop);
  }

  private static Figure figure(String unit, List<Map<String, Double>> forks, String loop) {
    return new Figure(unit, forks.stream().map(fork -> fork.get(loop)).toList());
  }
}
