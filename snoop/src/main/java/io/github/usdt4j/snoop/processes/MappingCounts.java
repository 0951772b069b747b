package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.images.FileMappings;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Counts how often all processes together map an image, which a tracer has to know before it
 * attaches: the kernel changes the code of each probe in each mapping of each process, also of
 * those that are not followed, and no process can fork meanwhile. It is not thread-safe.
 */
public final class MappingCounts {
  /** How long a count is kept, and one that goes on when it is asked for again. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long STALE_PART_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The time for the processes of all users, in times of one user. */
  private static final int USERS = 2;

  private static final class Count implements Turns.Reader {
    private final FileMappings mappings = new FileMappings();
    private final Turns turns = new Turns();
    private final long user;
    private long since = System.nanoTime();
    private boolean isDone;
    private boolean isWhole = true;

    Count(long user) {
      this.user = user;
      Proc.pids().forEach(pid -> Proc.userId(pid).ifPresent(uid -> turns.add(pid, uid)));
    }

    /** Counts as long as the budget lasts, the processes of the user first. */
    void goOn(Budget budget) {
      if (!isDone && turns.readFirst(user, budget, this)) {
        turns.read(budget, this);
        isDone = true;
        since = System.nanoTime();
      }
    }

    boolean isStale() {
      return System.nanoTime() - since > (isDone ? STALE_NANOS : STALE_PART_NANOS);
    }

    OptionalInt of(Image image) {
      return isDone && isWhole ? OptionalInt.of(mappings.of(image)) : OptionalInt.empty();
    }

    @Override
    public void read(long pid, ReadLimit limit) {
      try {
        mappings.add(pid, limit);
      } catch (IOException e) {
        // It is gone, hidden, or longer than what is read of a process.
      }
    }

    @Override
    public void done(long pid, long uid, boolean isProcessWhole) {
      isWhole &= uid != user || (isProcessWhole && !mappings.isFull());
    }

    @Override
    public void late(long pid, long uid) {
      // It is none of the user's processes.
    }
  }

  /** What was counted for images of a user, whose processes were read first. */
  private final Map<Long, Count> counts = new HashMap<>();

  /**
   * Returns how often an image is mapped; empty when a process of its user is too long to be read,
   * or when the count goes on with another call. Processes of other users are counted as far as the
   * time lasts.
   *
   * @param millis how long the processes of one user may take in this call
   */
  public OptionalInt of(Image image, User user, long millis) {
    counts.values().removeIf(Count::isStale);
    Count count = counts.computeIfAbsent(user.uid(), Count::new);
    count.goOn(new Budget(millis, USERS));
    return count.of(image);
  }
}
