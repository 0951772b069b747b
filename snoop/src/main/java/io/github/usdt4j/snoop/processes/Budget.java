package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.ReadLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Limits how long one look may take, and how much of what it finds is kept, for the processes of
 * one user and for those of all users: so users whose processes take long to read, or have long
 * names, however many these are, keep snoop neither from events nor from the processes of others.
 * It is not thread-safe.
 */
public final class Budget {
  /** How many record probes are remembered for one user; many times those of a busy machine. */
  private static final int MOST_RECORDS = 20_000;

  /** How much text is kept of the processes of one user. */
  private static final int MOST_SIGNS = 2 << 20;

  /** What a process is counted with besides its text. */
  private static final int SIGNS_EACH = 200;

  /** How much is kept of all users together, in times of one user. */
  private static final int USERS_KEPT = 10;

  private static final class Share {
    private long nanos;
    private long records;
    private long signs;

    /** What earlier looks took, half as much with each look that begins. */
    private long nanosBefore;

    private boolean hasRoom(int users) {
      return records < (long) users * MOST_RECORDS && signs < (long) users * MOST_SIGNS;
    }

    private void keep(TracedProcess process) {
      records += process.recordCount();
      signs += SIGNS_EACH + process.signCount();
    }

    /** Begins another look. */
    private void renew() {
      nanosBefore = (nanosBefore + nanos) / 2;
      nanos = 0;
      records = 0;
      signs = 0;
    }
  }

  private final long secondsOfOne;
  private final long nanosEach;
  private final long nanosOfAll;
  private final LongSupplier clock;
  private final Share all = new Share();
  private final Map<Long, Share> shares = new HashMap<>();

  /**
   * Begins with the whole budget.
   *
   * @param millis how long the processes of one user may take
   * @param users how much time all users together have, in times of one user
   */
  public Budget(long millis, int users) {
    this(millis, users, System::nanoTime);
  }

  /**
   * Begins with the whole budget.
   *
   * @param clock which tells nanoseconds
   */
  Budget(long millis, int users, LongSupplier clock) {
    this.clock = clock;
    secondsOfOne = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis));
    nanosEach = TimeUnit.MILLISECONDS.toNanos(millis);
    nanosOfAll = users * nanosEach;
  }

  /** Begins another look with the whole budget, and remembers for a while who took much. */
  public void renew() {
    all.renew();
    shares.values().forEach(Share::renew);
    shares.values().removeIf(share -> share.nanosBefore == 0);
  }

  /** Returns whether another process of this user may be read. */
  boolean has(long uid) {
    Share share = shares.getOrDefault(uid, new Share());
    return all.nanos < nanosOfAll
        && share.nanos < nanosEach
        && all.hasRoom(USERS_KEPT)
        && share.hasRoom(1);
  }

  /**
   * Reads a process of this user, when there is time. The time of its limit may be longer than all
   * of the budget: the bytes are the limit then, and the time only where each read is slow.
   *
   * @param reading reads the process, as far as the limit allows
   * @return what that returns; empty when no time was left
   */
  public <T> Optional<T> read(long uid, Function<ReadLimit, T> reading) {
    if (!has(uid)) {
      return Optional.empty();
    }
    long start = clock.getAsLong();
    T result = reading.apply(ReadLimit.seconds(secondsOfOne));
    long nanos = clock.getAsLong() - start;
    share(uid).nanos += nanos;
    all.nanos += nanos;
    return Optional.of(result);
  }

  /** Returns how long this user's processes took, of late: who took the least has the next turn. */
  long taken(long uid) {
    Share share = shares.getOrDefault(uid, new Share());
    return share.nanos + share.nanosBefore;
  }

  /** Notes that a process of this user is kept. */
  void keep(long uid, TracedProcess process) {
    share(uid).keep(process);
    all.keep(process);
  }

  private Share share(long uid) {
    return shares.computeIfAbsent(uid, key -> new Share());
  }
}
