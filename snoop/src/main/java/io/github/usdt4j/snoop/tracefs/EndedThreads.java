package io.github.usdt4j.snoop.tracefs;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells which process a thread belonged to that has ended since it fired: without it, an event of a
 * child that has ended at once looks like one of a thread of its parent. The kernel notes it for
 * each thread that has fired, when the option record-tgid is set, at the thread's next switch;
 * until then it has what an earlier thread of that id belonged to.
 *
 * <p>To read what it has noted takes longer the more threads have fired, and a user may have
 * threads that end all the time: so it is read for at most a fifth of the time.
 */
final class EndedThreads {
  /** A thread that has ended is switched away from within this time. */
  private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long events wait, in times of what the last reading took, so that one reads for many. */
  private static final int PAUSE = 4;

  /** Events do not wait longer: those that are too early for the next reading stay unknown. */
  private static final long MOST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<ThreadTable> source;
  private final LongSupplier clock;
  private ThreadTable processes = ThreadTable.EMPTY;

  /** Up to this time, threads that fired and have ended are in the table. */
  private long settledUpTo = Long.MIN_VALUE;

  /** When the table was read, and how long that took. */
  private long readAt;

  private long readNanos;

  EndedThreads(Tracefs tracefs) {
    this(tracefs::savedThreads, System::nanoTime);
  }

  /**
   * Begins without threads.
   *
   * @param source which reads the kernel's list
   * @param clock as {@link System#nanoTime}
   */
  EndedThreads(Supplier<ThreadTable> source, LongSupplier clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * Returns whether the kernel's notes are known from that time on; reads them where that is due.
   *
   * @param fired when a thread fired that has ended, as {@link System#nanoTime}
   */
  boolean isKnown(long fired) {
    if (fired > settledUpTo && awaitTurn(fired)) {
      long start = clock.getAsLong();
      processes = source.get();
      settledUpTo = start - SETTLED_NANOS;
      readAt = clock.getAsLong();
      readNanos = readAt - start;
    }
    return fired <= settledUpTo;
  }

  /** Returns the process of a thread; empty where the kernel has not noted it. */
  OptionalLong processOf(long thread) {
    return processes.processOf(thread);
  }

  /** Waits until the table can be read; returns false when that would be too long. */
  private boolean awaitTurn(long fired) {
    long pause = PAUSE * readNanos;
    long due = fired + SETTLED_NANOS;
    if (pause <= MOST_PAUSE_NANOS) {
      due += pause;
    } else if (clock.getAsLong() - readAt < pause) {
      return false;
    }
    while (clock.getAsLong() < due && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - clock.getAsLong());
    }
    return true;
  }
}
