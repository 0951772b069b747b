package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.peers.Contenders;
import io.github.usdt4j.bench.peers.LttngLog;
import io.github.usdt4j.bench.report.Figure;
import io.github.usdt4j.bench.report.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks fork by fork, each once before any a second time, so that what disturbs the
 * machine for a while disturbs all of them.
 */
public final class Interleaved {
  private final Plan plan;
  private final Path raw;
  private final Map<Case, List<Double>> nanos = new LinkedHashMap<>();
  private final Map<Case, List<Double>> bytes = new LinkedHashMap<>();

  /**
   * Begins without results.
   *
   * @param raw the directory for JMH's own results
   */
  public Interleaved(Plan plan, Path raw) {
    this.plan = plan;
    this.raw = raw;
  }

  public void run(Collection<Case> cases) throws RunnerException {
    Set<Case> all = new LinkedHashSet<>(cases);
    for (int fork = 0; fork < plan.forks(); fork++) {
      int number = 0;
      for (Case one : all) {
        RunResult result =
            run(one, raw.resolve("jmh-%d-%02d".formatted(fork, number++)).toString());
        add(nanos, one, result.getPrimaryResult());
        add(bytes, one, result.getSecondaryResults().get("gc.alloc.rate.norm"));
      }
    }
  }

  /** Returns the nanoseconds that an operation takes. */
  Figure time(Case one) {
    return new Figure("ns", nanos.get(one));
  }

  /** Returns the heap bytes that an operation takes. */
  Figure allocation(Case one) {
    return new Figure("B", bytes.get(one));
  }

  private static void add(Map<Case, List<Double>> map, Case one, Result<?> result) {
    map.computeIfAbsent(one, key -> new ArrayList<>())
        .add(result == null ? Double.NaN : result.getStatistics().getPercentile(25));
  }

  private RunResult run(Case one, String results) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(one.pattern())
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(plan.isSmoke() ? 0 : 1)
            .threads(one.threads())
            .warmupIterations(plan.warmups())
            .warmupTime(TimeValue.milliseconds(plan.iterationMillis()))
            .measurementIterations(plan.iterations())
            .measurementTime(TimeValue.milliseconds(plan.iterationMillis()))
            .jvm(one.jdk().resolve("bin/java").toString())
            .jvmArgs(
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-Dusdt4j.bench.contenders=" + Contenders.LIBRARY,
                "-Djava.library.path=" + LttngLog.JNI)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .result(results + ".json")
            .output(results + ".log");
    one.parameters().forEach(options::param);
    return new Runner(options.build()).runSingle();
  }
}
