package io.github.usdt4j.bench.attached;

import io.github.usdt4j.bench.peers.Contenders;
import io.github.usdt4j.bench.report.ForkLines;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the loops of one suite, with bpftrace attached; each fork has a JVM and a bpftrace of its
 * own.
 */
final class AttachedLoops {
  /** How many bytes of a string bpftrace takes when it is not asked for more. */
  private static final int STRING_BYTES = 64;

  private AttachedLoops() {}

  /**
   * Runs all forks.
   *
   * @param properties system properties of the JVM, as {@code name=value}
   */
  static ForkLines run(String suite, Plan plan, Path jdk, int threads, String... properties) {
    List<List<String>> forks = new ArrayList<>();
    for (int fork = 0; fork < plan.forks(); fork++) {
      forks.add(runFork(suite, plan, jdk, threads, properties));
    }
    return ForkLines.of(forks);
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
}
