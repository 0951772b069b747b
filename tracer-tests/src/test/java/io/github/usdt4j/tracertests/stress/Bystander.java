package io.github.usdt4j.tracertests.stress;

import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.util.concurrent.TimeUnit;

/**
 * Fires a probe in a loop while another thread adds 100,000 probes to the same image, and while it
 * computes something instead; says how many fires a millisecond there were and the longest pause.
 */
public final class Bystander {
  private static volatile boolean stopped;

  private Bystander() {}

  /** Says what it found, once it has read a byte. */
  public static void main(String[] arguments) throws Exception {
    Provider provider = Usdt.provider("bystander", "bystander");
    Probe probe = provider.addProbe("f", "fired", INT64);
    provider.enable();
    System.out.println("image " + Usdt.status().images().get(0).path());
    System.in.read();
    // The JIT stops threads, too.
    measure(probe, "warm", () -> addProbes(provider, "warm", Many.PROBES / 5));
    measure(probe, "without", Bystander::compute);
    measure(probe, "with", () -> addProbes(provider, "n", Many.PROBES));
    System.out.println("fires " + Usdt.status().fires());
  }

  private static void measure(Probe probe, String what, Runnable beside) throws Exception {
    long[] result = new long[3];
    stopped = false;
    Thread firing = new Thread(() -> fire(probe, result));
    firing.start();
    beside.run();
    stopped = true;
    firing.join();
    System.out.println(what + "-rate " + result[0] * 1_000_000 / result[2]);
    System.out.println(what + "-pause-micros " + TimeUnit.NANOSECONDS.toMicros(result[1]));
  }

  private static void fire(Probe probe, long[] result) {
    long start = System.nanoTime();
    long last = start;
    long longest = 0;
    long count = 0;
    while (!stopped) {
      probe.fire(count++);
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
    result[0] = count;
    result[1] = longest;
    result[2] = last - start;
  }

  private static void addProbes(Provider provider, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      provider.addProbe("f", prefix + i, INT64, STRING);
    }
  }

  private static void compute() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
