package io.github.usdt4j.snoop.processes;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits how long one look may take for the processes of one user: so a user who has many, with
 * memory that takes long to read, does not keep snoop from those of others. It is not thread-safe.
 */
public final class Budget {
  /** How many record probes are remembered for one user; many times those of a busy machine. */
  private static final int MOST_RECORDS = 20_000;

  /** How much time all users together have, in times of one user. */
  private static final int USERS = 10;

  private static final class Share {
    private long nanos;
    private int records;
  }

  private final long nanosEach;
  private final Map<Long, Share> shares = new HashMap<>();
  private long nanosOfAll;

  /**
   * Begins with the whole budget.
   *
   * @param millis how long the processes of one user may take
   */
  public Budget(long millis) {
    nanosEach = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Returns whether another process of this user may be read. */
  public boolean has(long uid) {
    Share share = shares.get(uid);
    return nanosOfAll < USERS * nanosEach
        && (share == null || (share.nanos < nanosEach && share.records < MOST_RECORDS));
  }

  /** Notes that a process of this user took so long, and has so many record probes. */
  public void take(long uid, long nanos, int records) {
    Share share = shares.computeIfAbsent(uid, key -> new Share());
    share.nanos += nanos;
    share.records += records;
    nanosOfAll += nanos;
  }
}
