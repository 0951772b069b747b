package io.github.usdt4j.testsupport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a limit. */
public final class Await {
  /**
   * Limits every wait, to what is long enough for any machine, however busy: only what hangs meets
   * it.
   */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  /**
   * Waits until the condition holds; fails with the text of {@code what} in the message after
   * {@link #LIMIT}.
   */
  public static void until(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what.get(), e);
      }
    }
  }
}
