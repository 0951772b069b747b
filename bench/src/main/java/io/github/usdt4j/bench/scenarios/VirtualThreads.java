package io.github.usdt4j.bench.scenarios;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.bench.frameworks.LogbackSetup;
import io.github.usdt4j.bench.report.Figure;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures many virtual threads that are all alive and have logged; each fork has a JVM of its own.
 */
public final class VirtualThreads {
  private static final int THREADS = 100_000;
  private static final int CALLS = 10;
  private static final String WHAT = "100,000 virtual threads, JDK 25";

  private VirtualThreads() {}

  /**
   * Takes what {@link LogbackSetup} takes, and how many; writes {@code ended <ms> <bytes a
   * thread>}.
   */
  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[1]);
    try (LogbackSetup setup = new LogbackSetup(arguments[0])) {
      Logger logger = setup.logger("com.acme.orders.OrderService");
      System.out.println("ready");
      if (System.in.read() < 0) {
        return;
      }
      run(logger, threads / 10);
      long memory = memory();
      long start = System.nanoTime();
      long peak = run(logger, threads);
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf(Locale.ROOT, "ended %.1f %d%n", millis, (peak - memory) / threads);
    }
  }

  /** Returns the memory that is used when all threads have logged and none has ended. */
  private static long run(Logger logger, int threads) throws Exception {
    CountDownLatch logged = new CountDownLatch(threads);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService each =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    for (int i = 0; i < threads; i++) {
      each.execute(
          () -> {
            for (int call = 0; call < CALLS; call++) {
              logger.debug("order {} seen", "4711");
            }
            logger.info("order {} accepted", "4711");
            logged.countDown();
            awaitQuietly(end);
          });
    }
    logged.await();
    long memory = memory();
    end.countDown();
    each.shutdown();
    return memory;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the memory of the process, in and outside the heap. */
  private static long memory() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmRSS");
  }

  public static List<Row> rows(Plan plan) {
    Optional<Path> jdk = Jdks.find(25);
    if (jdk.isEmpty()) {
      return List.of(Row.notRun(WHAT, "no JDK 25 in /usr/lib/jvm", Target.NONE));
    }
    List<List<Double>> values = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      values.add(new ArrayList<>());
    }
    int threads = plan.isSmoke() ? 100 : THREADS;
    for (int fork = 0; fork < plan.forks(); fork++) {
      measure("bare", threads, jdk.get(), false, values.subList(0, 2));
      measure("bridge", threads, jdk.get(), false, values.subList(2, 4));
      measure("bridge", threads, jdk.get(), true, values.subList(4, 6));
    }
    Figure bareTime = new Figure("ms", values.get(0));
    Figure bareMemory = new Figure("B", values.get(1));
    return List.of(
        Row.ratio(WHAT, new Figure("ms", values.get(2)), "bare", bareTime, Target.NONE),
        Row.ratio(
            WHAT + ", attached to debug and info",
            new Figure("ms", values.get(4)),
            "bare",
            bareTime,
            Target.NONE),
        Row.difference(
            WHAT + ": memory of one",
            new Figure("B", values.get(3)),
            "bare",
            bareMemory,
            Target.NONE),
        Row.difference(
            WHAT + ", attached: memory of one",
            new Figure("B", values.get(5)),
            "bare",
            bareMemory,
            Target.NONE));
  }

  private static void measure(
      String appenders, int threads, Path jdk, boolean attached, List<List<Double>> values) {
    try (Child jvm =
        Jvm.main(VirtualThreads.class)
            .home(jdk)
            .options("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch")
            .arguments(appenders, Integer.toString(threads))
            .start()) {
      jvm.awaitLine("ready");
      String program = "usdt:*:log:debug { @d = count(); } usdt:*:log:info { @i = count(); }";
      Bpftrace tracer = attached ? Bpftrace.attach(jvm.pid(), program) : null;
      try (tracer) {
        jvm.send("go");
        String[] words = jvm.awaitLine("ended ").split(" ", -1);
        values.get(0).add(Double.valueOf(words[1]));
        values.get(1).add(Double.valueOf(words[2]));
      }
      jvm.awaitExit();
    }
  }
}
