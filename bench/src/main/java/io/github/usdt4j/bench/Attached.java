package io.github.usdt4j.bench;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loops of one suite, with bpftrace attached; a JVM and a bpftrace for each fork. */
final class Attached {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What bpftrace takes when it is not asked for more. */
  private static final int STRING_BYTES = 64;

  /** For each fork and loop, the nanoseconds a fire of each round. */
  private final List<Map<String, double[]>> forks = new ArrayList<>();

  static Attached run(String suite, Plan plan, Path jdk) {
    return run(suite, plan, jdk, false);
  }

  static Attached run(String suite, Plan plan, Path jdk, boolean lttng) {
    Attached result = new Attached();
    for (int fork = 0; fork < plan.forks(); fork++) {
      result.forks.add(runFork(suite, plan, jdk, lttng));
    }
    return result;
  }

  private static Map<String, double[]> runFork(String suite, Plan plan, Path jdk, boolean lttng) {
    try (Child jvm =
        Jvm.main(LoopJvm.class)
            .home(jdk)
            .options("-Xms256m", "-Xmx256m")
            .property("usdt4j.bench.contenders", Contenders.LIBRARY)
            .property(EventLoops.LTTNG, lttng)
            .property("java.library.path", LttngLog.JNI)
            .arguments(suite, Integer.toString(plan.rounds()), Integer.toString(plan.fires()))
            .start()) {
      String program = jvm.awaitLine("program ").substring("program ".length());
      try (Bpftrace tracer = Bpftrace.attach(jvm.pid(), program, STRING_BYTES)) {
        jvm.send("go");
        jvm.awaitLine("fired ", LIMIT);
        tracer.stop();
      }
      jvm.send("end");
      jvm.awaitExit();
      return parse(jvm.lines());
    }
  }

  static Map<String, double[]> parse(List<String> lines) {
    Map<String, double[]> loops = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("nanos ")) {
        String[] words = line.split(" ");
        loops.put(
            words[1], Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return loops;
  }

  /** The median round of each fork, in nanoseconds a fire. */
  Figure time(String loop) {
    return new Figure("ns", forks.stream().map(fork -> median(fork.get(loop))).toList());
  }

  /** The median of each fork's round-by-round ratios. */
  Figure ratio(String loop, String other) {
    List<Double> ratios = new ArrayList<>();
    for (Map<String, double[]> fork : forks) {
      double[] a = fork.get(loop);
      double[] b = fork.get(other);
      double[] each = new double[a.length];
      Arrays.setAll(each, i -> a[i] / b[i]);
      ratios.add(median(each));
    }
    return new Figure("", ratios);
  }

  private static double median(double[] values) {
    return new Figure("", Arrays.stream(values).boxed().toList()).median();
  }
}
