package io.github.usdt4j.tracertests.stress;

import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.programs.KernelCounts;

/**
 * Fires a probe in a loop while another thread adds 100,000 probes to the same image; says how
 * often the firing thread had to wait for something.
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
    countWaits(probe, () -> addProbes(provider, "warm", Many.PROBES / 5));
    System.out.println("waits " + countWaits(probe, () -> addProbes(provider, "n", Many.PROBES)));
    System.out.println("fires " + Usdt.status().fires());
  }

  private static long countWaits(Probe probe, Runnable beside) throws InterruptedException {
    long[] waits = new long[1];
    stopped = false;
    Thread firing = new Thread(() -> waits[0] = fire(probe));
    firing.start();
    beside.run();
    stopped = true;
    firing.join();
    return waits[0];
  }

  private static long fire(Probe probe) {
    long before = KernelCounts.waitsOfThisThread();
    for (long i = 0; !stopped; i++) {
      probe.fire(i);
    }
    return KernelCounts.waitsOfThisThread() - before;
  }

  private static void addProbes(Provider provider, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      provider.addProbe("f", prefix + i, INT64, STRING);
    }
  }
}
