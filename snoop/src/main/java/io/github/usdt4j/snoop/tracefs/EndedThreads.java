package io.github.usdt4j.snoop.tracefs;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
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

  /**
   * One that is not noted by then is looked for again up to this time: its process may be gone for
   * everybody before its processor has switched away from it, and a virtual one may stand still
   * there.
   */
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long events wait, in times of what the last reading took, so that one reads for many. */
  private static final int PAUSE = 4;

  /** Events do not wait longer: those that are too early for the next reading stay unknown. */
  private static final long MOST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<ThreadTable> source;
  private final LongSupplier clock;
  private final LongConsumer pause;
  private ThreadTable processes = ThreadTable.EMPTY;

  /** Up to this time, threads that fired and have ended are in the table. */
  private long settledUpTo = Long.MIN_VALUE;

  /** When the table was read, and how long that took. */
  private long readAt;

  private long readNanos;

  EndedThreads(Tracefs tracefs) {
    this(tracefs::savedThreads, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Begins without threads.
   *
   * @param source which reads the kernel's list
   * @param clock as {@link System#nanoTime}
   * @param pause as {@link LockSupport#parkNanos(long)}
   */
  EndedThreads(Supplier<ThreadTable> source, LongSupplier clock, LongConsumer pause) {
    this.source = source;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Returns whether the kernel's note of a thread is known; reads the notes where that is due.
   *
   * @param fired when the thread, which has ended, has fired, as {@link System#nanoTime}
   */
  boolean isKnown(long thread, long fired) {
    if (fired > settledUpTo) {
      readAfter(fired);
    }
    boolean wasRead = fired <= settledUpTo;
    while (wasRead && isLate(thread, fired) && !Thread.currentThread().isInterrupted()) {
      wasRead = readAfter(clock.getAsLong());
    }
    return fired <= settledUpTo;
  }

  private boolean isLate(long thread, long fired) {
    return isNoting() && processOf(thread).isEmpty() && settledUpTo - fired < LATE_NANOS;
  }

  /** Returns whether the kernel notes threads at all, as far as that has been read. */
  boolean isNoting() {
    return processes != ThreadTable.EMPTY;
  }

  /** Returns the process of a thread; empty where the kernel has not noted it. */
  OptionalLong processOf(long thread) {
    return processes.processOf(thread);
  }

  /** Returns false when it would be too long to wait for. */
  private boolean readAfter(long fired) {
    if (!awaitTurn(fired)) {
      return false;
    }
    long start = clock.getAsLong();
    processes = source.get();
    settledUpTo = start - SETTLED_NANOS;
    readAt = clock.getAsLong();
    readNanos = readAt - start;
    return true;
  }

  /** Waits until the table can be read; returns false when that would be too long. */
  private boolean awaitTurn(long fired) {
    long rest = PAUSE * readNanos;
    long due = fired + SETTLED_NANOS;
    if (rest <= MOST_PAUSE_NANOS) {
      due += rest;
    } else if (clock.getAsLong() - readAt < rest) {
      return false;
    }
    while (clock.getAsLong() < due && !Thread.currentThread().isInterrupted()) {
      pause.accept(due - clock.getAsLong());
    }
    return true;
  }
}
