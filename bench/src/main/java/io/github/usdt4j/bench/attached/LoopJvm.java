package io.github.usdt4j.bench.attached;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs in the JVM of one fork: says what to attach, waits for a line, runs the loops in turns, and
 * writes {@code nanos <loop> <nanoseconds a fire> ...} with a value for each round, and {@code
 * bytes <loop> <heap bytes a fire>}.
 */
final class LoopJvm {
  private static final int WARM_UP_CALLS = 1_000;
  private static final int WARM_UP_FIRES = 200;

  private LoopJvm() {}

  /** Takes the name of a suite, and the numbers of rounds, of fires in a round, and of threads. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[1]);
    int fires = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (LoopSuite suite = LoopSuite.named(arguments[0]);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Map<String, Loop> loops = suite.loops();
      System.out.println("program " + suite.program());
      if (in.readLine() == null) {
        return;
      }
      warmUp(loops, fires);
      measure(pool, threads, loops, rounds, fires);
      allocations(loops, fires);
      System.out.println("measured");
      in.readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      pool.shutdown();
    }
  }

  private static void warmUp(Map<String, Loop> loops, int fires) {
    for (Loop loop : loops.values()) {
      for (int i = 0; i < WARM_UP_CALLS; i++) {
        loop.run(Math.min(fires, WARM_UP_FIRES));
      }
    }
  }

  private static void measure(
      ExecutorService pool, int threads, Map<String, Loop> loops, int rounds, int fires)
      throws InterruptedException, ExecutionException {
    Map<String, StringBuilder> nanos = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(loops.keySet());
    for (int round = 0; round < rounds; round++) {
      for (String name : order) {
        double each = (double) run(pool, threads, loops.get(name), fires) / threads / fires;
        nanos
            .computeIfAbsent(name, key -> new StringBuilder())
            .append(String.format(Locale.ROOT, " %.2f", each));
      }
      // Whoever came first comes last.
      order.add(order.remove(0));
    }
    nanos.forEach((name, values) -> System.out.println("nanos " + name + values));
  }

  /** Runs a loop on all threads; returns the sum of their nanoseconds. */
  private static long run(ExecutorService pool, int threads, Loop loop, int fires)
      throws InterruptedException, ExecutionException {
    if (threads == 1) {
      return loop.run(fires);
    }
    long sum = 0;
    Callable<Long> task = () -> loop.run(fires);
    for (Future<Long> each : pool.invokeAll(Collections.nCopies(threads, task))) {
      sum += each.get();
    }
    return sum;
  }

  private static void allocations(Map<String, Loop> loops, int fires) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    loops.forEach(
        (name, loop) -> {
          long before = threads.getCurrentThreadAllocatedBytes();
          loop.run(fires);
          long bytes = threads.getCurrentThreadAllocatedBytes() - before;
          System.out.printf(Locale.ROOT, "bytes %s %.2f%n", name, (double) bytes / fires);
        });
  }
}
