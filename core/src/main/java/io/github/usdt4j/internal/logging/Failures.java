package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.ProbeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts failures and reports the first one, later ones at most once a minute. */
public final class Failures {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Reporter reporter;
  private final LongSupplier nanoClock;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong next;

  public Failures(Reporter reporter) {
    this(reporter, System::nanoTime);
  }

  Failures(Reporter reporter, LongSupplier nanoClock) {
    this.reporter = reporter;
    this.nanoClock = nanoClock;
    next = new AtomicLong(nanoClock.getAsLong());
  }

  public long count() {
    return count.get();
  }

  /** Tells of something that is no failure; never throws. */
  public void warn(String message) {
    try {
      reporter.warn(message, null);
    } catch (Throwable e) {
      // As in report.
    }
  }

  /** Counts a failure that an event's text tells of, and reports nothing; never throws. */
  public void add() {
    try {
      Activity.failed();
      count.incrementAndGet();
    } catch (Throwable e) {
      // As in report.
    }
  }

  /**
   * Counts a failure, and reports the first one and then some at spaced intervals; it never throws.
   */
  public void report(String what, Throwable cause) {
    try {
      if (cause instanceof ProbeException) {
        Activity.failed(what + ": " + cause.getMessage());
      } else {
        Activity.failed();
      }
      long failures = count.incrementAndGet();
      long due = next.get();
      long now = nanoClock.getAsLong();
      if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
        reporter.warn(what + " (failure " + failures + ", reported at most once a minute)", cause);
      }
    } catch (Throwable e) {
      // Nobody is left to tell; the application must not be the one who hears of it.
    }
  }
}
