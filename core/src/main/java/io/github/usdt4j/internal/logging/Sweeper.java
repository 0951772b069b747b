package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Activity;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the thread that meets new loggers. There is one per class loader, which runs only while
 * there are registries, and a little longer. It forgets a registry that no other object holds any
 * more.
 */
final class Sweeper implements Runnable {
  private static final long PERIOD_MILLIS = 250;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * How long the thread waits without a registry: an application that reads its configuration again
   * has one sooner.
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final Object LOCK = new Object();

  private static final List<WeakReference<LoggerRegistry>> REGISTRIES = new ArrayList<>();

  private static boolean running;

  private Sweeper() {}

  static void add(LoggerRegistry registry) {
    synchronized (LOCK) {
      REGISTRIES.add(new WeakReference<>(registry));
      LOCK.notifyAll();
      if (!running) {
        // No inherited thread locals and no class loader of the application that starts it.
        Thread thread = new Thread(null, new Sweeper(), "usdt4j-loggers", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        running = true;
      }
    }
  }

  static void remove(LoggerRegistry registry) {
    synchronized (LOCK) {
      REGISTRIES.removeIf(reference -> reference.refersTo(registry));
    }
  }

  @Override
  public void run() {
    boolean unfinished = true;
    while (awaitWork(unfinished)) {
      unfinished = false;
      for (LoggerRegistry registry : registries()) {
        unfinished |= registry.sweep(TURN_NANOS);
      }
      Activity.publish();
    }
  }

  /** Waits for the next round; returns false when there has been no registry for a while. */
  private static boolean awaitWork(boolean atOnce) {
    synchronized (LOCK) {
      if (!atOnce) {
        pause();
      }
      long end = System.nanoTime() + LINGER_NANOS;
      while (registries().isEmpty()) {
        if (System.nanoTime() - end > 0) {
          running = false;
          return false;
        }
        pause();
      }
      return true;
    }
  }

  @SuppressWarnings("WaitNotInLoop") // a spurious wake-up is an early round
  private static void pause() {
    try {
      LOCK.wait(PERIOD_MILLIS);
    } catch (InterruptedException e) {
      // Nobody has a reason to: go on until the last registry is closed.
      Thread.interrupted();
    }
  }

  private static List<LoggerRegistry> registries() {
    synchronized (LOCK) {
      List<LoggerRegistry> registries = new ArrayList<>();
      REGISTRIES.removeIf(
          reference -> {
            LoggerRegistry registry = reference.get();
            if (registry != null) {
              registries.add(registry);
            }
            return registry == null;
          });
      return registries;
    }
  }
}
