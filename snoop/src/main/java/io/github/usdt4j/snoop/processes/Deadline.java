package io.github.usdt4j.snoop.processes;

import java.util.concurrent.TimeUnit;

/** The time by which something must be done that another process may make as long as it likes. */
final class Deadline {
  private final long end;
  private final long seconds;

  private Deadline(long seconds) {
    this.seconds = seconds;
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** So many seconds from now on. */
  static Deadline in(long seconds) {
    return new Deadline(seconds);
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Gives up when the time is over. */
  void check() throws ImageException {
    if (isOver()) {
      throw new ImageException("takes more than %d seconds to read".formatted(seconds));
    }
  }
}
