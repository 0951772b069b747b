package io.github.usdt4j.snoop.tracefs;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells which process a thread belonged to that has ended since it fired: without it, an event of a
 * child that has ended at once looks like one of a thread of its parent. The kernel notes it for
 * each thread that has fired, when the option record-tgid is set, at the thread's next switch;
 * until then it has what an earlier thread of that id belonged to.
 */
final class EndedThreads {
  /** A thread that has ended is switched away from within this time. */
  private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Tracefs tracefs;
  private Map<Long, Long> processes = Map.of();

  /** Up to this time, threads that fired and have ended are in the map. */
  private long settledUpTo = Long.MIN_VALUE;

  EndedThreads(Tracefs tracefs) {
    this.tracefs = tracefs;
  }

  /**
   * Returns the process of a thread; empty where the kernel has not noted it.
   *
   * @param fired when it fired, as {@link System#nanoTime}
   */
  OptionalLong processOf(long thread, long fired) {
    if (fired > settledUpTo || !processes.containsKey(thread)) {
      read(fired);
    }
    Long process = processes.get(thread);
    return process == null ? OptionalLong.empty() : OptionalLong.of(process);
  }

  private void read(long fired) {
    long settled = fired + SETTLED_NANOS;
    while (System.nanoTime() < settled && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Math.min(settled - System.nanoTime(), SETTLED_NANOS));
    }
    settledUpTo = System.nanoTime() - SETTLED_NANOS;
    Map<Long, Long> read = new HashMap<>();
    for (String line : tracefs.savedThreads()) {
      int blank = line.indexOf(' ');
      read.put(Long.valueOf(line.substring(0, blank)), Long.valueOf(line.substring(blank + 1)));
    }
    processes = read;
  }
}
