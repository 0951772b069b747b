package io.github.usdt4j.snoop.processes;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits what reading the processes of one user may take in one look at all: so a user who has
 * many, with memory that takes long to read, does not keep snoop from those of others. Not
 * thread-safe.
 */
public final class Budget {
  /** Of record probes that are remembered; many times those of a busy machine. */
  private static final int MOST_RECORDS = 20_000;

  /** Of time for all users together, in times of one. */
  private static final int USERS = 10;

  private static final class Share {
    private long nanos;
    private int records;
  }

  private final long nanosEach;
  private final Map<Long, Share> shares = new HashMap<>();
  private long nanosOfAll;

  /**
   * Begins with all of it.
   *
   * @param millis for the processes of one user
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
