package io.github.usdt4j.testsupport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, with a limit. */
public final class Await {
  /** Generous: machines that run tests are busy. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 5;

  private Await() {}

  /** Waits at most {@link #LIMIT}; fails with the text of {@code what} in the message. */
  public static void until(Supplier<String> what, BooleanSupplier condition) {
    until(LIMIT, what, condition);
  }

  /** Waits until the condition holds; fails with the text of {@code what} after the limit. */
  public static void until(Duration limit, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
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
