package io.github.usdt4j.tracertests.programs;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.util.concurrent.TimeUnit;

/** A thread that does nothing but ask whether a tracer is attached, in a loop compiled before. */
public final class HotLoop {
  private static final long FOR_EVER = Long.MAX_VALUE;

  private HotLoop() {}

  /** Says {@code spinning}, {@code attached} and {@code detached}. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Provider provider = Usdt.provider("hotloop", "hotloop")) {
      Probe probe = provider.addProbe("f", "spin");
      provider.enable();
      for (int round = 0; round < 20_000; round++) {
        spinWhile(probe, false, 1_000);
      }
      Thread spinning =
          new Thread(
              () -> {
                spinWhile(probe, false, FOR_EVER);
                System.out.println("attached");
                spinWhile(probe, true, FOR_EVER);
                System.out.println("detached");
              });
      spinning.start();
      // Time for the running loop to be compiled anew.
      spinning.join(TimeUnit.SECONDS.toMillis(1));
      System.out.println("spinning");
      spinning.join();
    }
  }

  private static void spinWhile(Probe probe, boolean enabled, long rounds) {
    for (long round = 0; round < rounds && probe.isEnabled() == enabled; round++) {
      // Nothing: what the loop is for.
    }
  }
}
