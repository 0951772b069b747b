package io.github.usdt4j.snoop.processes;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits how long one look may take for the processes of one user, and how much of them is kept: so
 * a user who has many, with memory that takes long to read or long names, does not keep snoop from
 * those of others. It is not thread-safe.
 */
public final class Budget {
  /** How many record probes are remembered for one user; many times those of a busy machine. */
  private static final int MOST_RECORDS = 20_000;

  /** How much text is kept of the processes of one user. */
  private static final int MOST_SIGNS = 2 << 20;

  /** What a process is counted with besides its text. */
  private static final int SIGNS_EACH = 200;

  /** How much all users together have, in times of one user. */
  private static final int USERS = 10;

  private static final class Share {
    private long nanos;
    private int records;
    private int signs;
  }

  private final long nanosEach;
  private final Map<Long, Share> shares = new HashMap<>();
  private long nanosOfAll;
  private long recordsOfAll;
  private long signsOfAll;

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
    boolean hasAll =
        nanosOfAll < USERS * nanosEach
            && recordsOfAll < USERS * MOST_RECORDS
            && signsOfAll < USERS * MOST_SIGNS;
    return hasAll
        && (share == null
            || (share.nanos < nanosEach
                && share.records < MOST_RECORDS
                && share.signs < MOST_SIGNS));
  }

  /** Notes that a process of this user took so long. */
  public void take(long uid, long nanos) {
    share(uid).nanos += nanos;
    nanosOfAll += nanos;
  }

  /** Notes that a process of this user is kept. */
  void keep(long uid, TracedProcess process) {
    int records = process.recordCount();
    int signs = SIGNS_EACH + process.signCount();
    share(uid).records += records;
    share(uid).signs += signs;
    recordsOfAll += records;
    signsOfAll += signs;
  }

  private Share share(long uid) {
    return shares.computeIfAbsent(uid, key -> new Share());
  }
}
