package io.github.usdt4j.tracertests.stress;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Spins until a tracer is attached, and then until it is gone, in loops that do nothing but ask.
 * Another of the same shape spins on a plain field, whose read the JIT hoists: it shows that the
 * first could go wrong.
 */
public final class Spinner {
  /** A thread that has run for so long after a change, and has not seen it, does not look. */
  private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static boolean plain;

  private Spinner() {}

  /**
   * Says {@code seen} and the number of turns once a tracer is attached, and what the other did.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Provider provider = Usdt.provider("spinner", "spinner");
    Probe probe = provider.addProbe("f", "awaited");
    provider.enable();
    Thread other = new Thread(() -> spinOnField(0));
    other.setDaemon(true);
    other.start();
    System.out.println("image " + Usdt.status().images().get(0).path());
    System.out.println("seen after " + spinOnProbe(probe));
    System.out.println("gone after " + spinWhileAttached(probe));
    plain = true;
    runOn(other);
    System.out.println("plain field " + (other.isAlive() ? "hoisted" : "seen"));
  }

  /** Waits until the thread has ended or has had the processor for long enough. */
  private static void runOn(Thread thread) throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getThreadCpuTime(thread.getId()) + ENOUGH_NANOS;
    while (thread.isAlive() && threads.getThreadCpuTime(thread.getId()) < end) {
      thread.join(1);
    }
  }

  private static long spinOnProbe(Probe probe) {
    long turns = 0;
    while (!probe.isEnabled()) {
      turns++;
    }
    return turns;
  }

  private static long spinWhileAttached(Probe probe) {
    long turns = 0;
    while (probe.isEnabled()) {
      turns++;
    }
    return turns;
  }

  private static long spinOnField(long from) {
    long turns = from;
    while (!plain) {
      turns++;
    }
    return turns;
  }
}
