package io.github.usdt4j.tracertests.stress;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;

/**
 * Spins until a tracer is attached, and then until it is gone, in loops that do nothing but ask.
 * Another of the same shape spins on a plain field, whose read the JIT hoists: it shows that the
 * first could go wrong.
 */
public final class Spinner {
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
    other.join(500);
    System.out.println("plain field " + (other.isAlive() ? "hoisted" : "seen"));
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
