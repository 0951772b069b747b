package io.github.usdt4j.testsupport.programs;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Runs a thread that logs one number after the other. */
public final class Counter {
  private final AtomicLong count = new AtomicLong();
  private final LongConsumer log;
  private final Thread thread = new Thread(this::run, "counter");

  private volatile boolean running = true;

  private Counter(LongConsumer log) {
    this.log = log;
  }

  /** Starts a counter. */
  public static Counter start(LongConsumer log) {
    Counter counter = new Counter(log);
    counter.thread.setDaemon(true);
    counter.thread.start();
    return counter;
  }

  private void run() {
    while (running) {
      log.accept(count.incrementAndGet());
      // The pace of the load: as much as bpftrace can print.
      LockSupport.parkNanos(20_000);
    }
  }

  /** Returns the last number so far, which may not be logged yet. */
  public long count() {
    return count.get();
  }

  /** Ends the counter; returns the last number. */
  public long stop() throws InterruptedException {
    running = false;
    thread.join();
    return count.get();
  }
}
