package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Activity;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The thread that meets new loggers: one per process, running only while there are registries. A
 * registry that nobody else holds any more is forgotten.
 */
final class Sweeper implements Runnable {
  private static final long PERIOD_MILLIS = 500;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
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
      REGISTRIES.removeIf(reference -> reference.refersTo(registry) || reference.refersTo(null));
      LOCK.notifyAll();
    }
  }

  @Override
  public void run() {
    boolean unfinished = true;
    List<LoggerRegistry> registries = next(unfinished);
    while (registries != null) {
      unfinished = false;
      for (LoggerRegistry registry : registries) {
        unfinished |= registry.sweep(TURN_NANOS);
      }
      Activity.publish();
      registries = null;
      registries = next(unfinished);
    }
  }

  /** Waits for the next round; null when nobody is left. A spurious wake-up is an early round. */
  @SuppressWarnings("WaitNotInLoop")
  private static List<LoggerRegistry> next(boolean atOnce) {
    synchronized (LOCK) {
      try {
        if (!atOnce && !REGISTRIES.isEmpty()) {
          LOCK.wait(PERIOD_MILLIS);
        }
      } catch (InterruptedException e) {
        // Nobody has a reason to: go on until the last registry is closed.
        Thread.interrupted();
      }
      List<LoggerRegistry> registries = new ArrayList<>();
      REGISTRIES.removeIf(
          reference -> {
            LoggerRegistry registry = reference.get();
            if (registry != null) {
              registries.add(registry);
            }
            return registry == null;
          });
      running = !registries.isEmpty();
      return running ? registries : null;
    }
  }
}
