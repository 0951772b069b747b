package io.github.usdt4j.bench.scenarios;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.report.Figure;
import io.github.usdt4j.bench.report.ForkLines;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** Creates many live probes, in one of three ways; a JVM for each way and fork. */
public final class CreationJvm {
  /** A system property: how many probes each round creates. */
  private static final String COUNT = "usdt4j.bench.probes";

  private static final int PROBES = Integer.getInteger(COUNT, 20_000);

  /** How many probes are enough for a test that judges no figure. */
  private static final int PROBES_OF_SMOKE = 600;

  private static final int ROUNDS = 12;
  private static final String LIVE = "live";
  private static final Map<String, LongToDoubleFunction> WAYS =
      Map.of(
          "batch",
          CreationJvm::inABatch,
          LIVE,
          CreationJvm::oneByOne,
          "log",
          CreationJvm::ofLoggers);

  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  private CreationJvm() {}

  /**
   * Takes a way; writes {@code nanos <way> ...} with a value for each round. That of live probes
   * also says how large they are.
   */
  public static void main(String[] arguments) {
    String way = arguments[0];
    StringBuilder nanos = new StringBuilder();
    for (int round = 0; round < ROUNDS; round++) {
      nanos.append(timed(round, WAYS.get(way)));
    }
    System.out.println("nanos " + way + nanos);
    if (way.equals(LIVE)) {
      sizes();
    }
  }

  /** Writes {@code bytes <where> <bytes a probe>}. */
  private static void sizes() {
    long heap = usedHeap();
    long file = fileBytes();
    try (Provider provider = Usdt.provider("size", "size")) {
      provider.enable();
      add(provider);
      System.out.println("bytes heap " + (double) (usedHeap() - heap) / PROBES);
      System.out.println("bytes file " + (double) (fileBytes() - file) / PROBES);
    }
  }

  private static String timed(int round, LongToDoubleFunction way) {
    return String.format(Locale.ROOT, " %.1f", way.applyAsDouble(round));
  }

  private static double inABatch(long round) {
    try (Provider provider = Usdt.provider("batch" + round, "batch")) {
      long start = System.nanoTime();
      add(provider);
      provider.enable();
      return (double) (System.nanoTime() - start) / PROBES;
    }
  }

  private static double oneByOne(long round) {
    try (Provider provider = Usdt.provider("live" + round, "live")) {
      provider.enable();
      long start = System.nanoTime();
      add(provider);
      return (double) (System.nanoTime() - start) / PROBES;
    }
  }

  private static void add(Provider provider) {
    for (int i = 0; i < PROBES; i++) {
      provider.addProbe("f", "probe" + i, ArgType.STRING, ArgType.INT32);
    }
  }

  /** Makes probes like the logging bridges: a provider for each logger, six probes in one step. */
  private static double ofLoggers(long round) {
    List<Registration> loggers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < PROBES / LEVELS.size(); i++) {
      Registration logger = Backends.current().open("com_acme_" + round + "_p" + i + "x", "log");
      logger.addAll("log", LEVELS, EventArgument.cTypes(), 1);
      logger.enable();
      loggers.add(logger);
    }
    double nanos = (double) (System.nanoTime() - start) / PROBES;
    loggers.forEach(Registration::close);
    return nanos;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Returns what all images take of the disk; they are sparse. */
  private static long fileBytes() {
    return Usdt.status().images().stream()
        .map(image -> Child.run("du", "--block-size=1", image.path()).get(0))
        .mapToLong(line -> Long.parseLong(line.split("\\s", 2)[0]))
        .sum();
  }

  public static List<Row> rows(Plan plan, Path jdk) {
    List<List<String>> forks = new ArrayList<>();
    for (int fork = 0; fork < plan.forks(); fork++) {
      List<String> lines = new ArrayList<>();
      for (String way : WAYS.keySet()) {
        lines.addAll(run(jdk, way, plan.isSmoke() ? PROBES_OF_SMOKE : PROBES));
      }
      forks.add(lines);
    }
    ForkLines run = ForkLines.of(forks);
    Target target = Target.atLeast(500_000, "/s");
    return List.of(
        Row.alone("probes added, then enabled", perSecond(run.time("batch")), target),
        Row.alone("probes of loggers, six in one step", perSecond(run.time("log")), Target.NONE),
        Row.alone("probes added one by one, each live", perSecond(run.time(LIVE)), Target.NONE),
        Row.alone("a probe, on the heap", run.allocation("heap"), Target.NONE),
        Row.alone("a probe, in its image", run.allocation("file"), Target.NONE));
  }

  private static List<String> run(Path jdk, String way, int probes) {
    try (Child jvm =
        Jvm.main(CreationJvm.class)
            .home(jdk)
            .options("-Xmx512m")
            .property(COUNT, probes)
            .arguments(way)
            .start()) {
      jvm.awaitLine("nanos ");
      jvm.awaitExit();
      return jvm.lines();
    }
  }

  private static Figure perSecond(Figure nanos) {
    return new Figure("/s", nanos.forks().stream().map(value -> 1e9 / value).toList());
  }
}
