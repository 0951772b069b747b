package io.github.usdt4j.snoop.proc;

import java.util.concurrent.TimeUnit;

/** Limits the time of work that another process may make as long as it likes. */
public final class Deadline {
  private final long end;
  private final long seconds;

  private Deadline(long seconds) {
    this.seconds = seconds;
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Returns a deadline that is so many seconds from now. */
  public static Deadline in(long seconds) {
    return new Deadline(seconds);
  }

  /** Returns whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Fails when the time is over. */
  public void check() throws LeftOutException {
    if (isOver()) {
      throw new LeftOutException("takes more than %d seconds to read".formatted(seconds));
    }
  }
}
