package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Activity;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the thread that meets new loggers, and does what else a bridge has to do now and then. There
 * is one per class loader, which runs only while there are tasks, and a little longer. It forgets a
 * task that no other object holds any more.
 */
public final class Sweeper implements Runnable {
  private static final long PERIOD_MILLIS = 250;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * How long the thread waits without a task: an application that reads its configuration again has
   * one sooner.
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final Object LOCK = new Object();

  private static final List<WeakReference<Task>> TASKS = new ArrayList<>();

  /** The thread that runs; null while there is none. Guarded by the lock. */
  private static Thread running;

  /** Whether the thread shall end as soon as there is no registry. Guarded by the lock. */
  private static boolean isHurried;

  /** A task is what the thread does four times a second. */
  public interface Task {
    /**
     * Does its work for at most that time, on the sweeper's thread; never throws.
     *
     * @return whether some of it is left, and the next turn is to come at once
     */
    boolean sweep(long nanos);
  }

  private Sweeper() {}

  /** Adds a task, which is held weakly, until {@link #remove}; any thread may do so. */
  public static void add(Task task) {
    synchronized (LOCK) {
      TASKS.add(new WeakReference<>(task));
      isHurried = false;
      LOCK.notifyAll();
      if (running == null) {
        // No inherited thread locals and no class loader of the application that starts it.
        Thread thread = new Thread(null, new Sweeper(), "usdt4j-loggers", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        running = thread;
      }
    }
  }

  /** Removes a task; a turn that has begun goes on. */
  public static void remove(Task task) {
    synchronized (LOCK) {
      TASKS.removeIf(reference -> reference.refersTo(task));
    }
  }

  /**
   * Ends the thread without its usual wait for another registry.
   *
   * @return whether it has ended in that time; not while there is a registry
   */
  static boolean end(Duration longest) {
    Thread thread;
    synchronized (LOCK) {
      isHurried = true;
      LOCK.notifyAll();
      thread = running;
    }
    try {
      if (thread != null) {
        thread.join(longest.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return thread == null || !thread.isAlive();
  }

  @Override
  public void run() {
    boolean unfinished = true;
    while (awaitWork(unfinished)) {
      unfinished = false;
      for (Task task : tasks()) {
        unfinished |= task.sweep(TURN_NANOS);
      }
      Activity.publish();
    }
  }

  /** Waits for the next round; returns false when there has been no task for a while. */
  private static boolean awaitWork(boolean atOnce) {
    synchronized (LOCK) {
      if (!atOnce) {
        pause();
      }
      long end = System.nanoTime() + LINGER_NANOS;
      while (tasks().isEmpty()) {
        if (isHurried || System.nanoTime() - end > 0) {
          running = null;
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
      // Nobody has a reason to: go on until the last task is removed.
      Thread.interrupted();
    }
  }

  private static List<Task> tasks() {
    synchronized (LOCK) {
      List<Task> tasks = new ArrayList<>();
      TASKS.removeIf(
          reference -> {
            Task task = reference.get();
            if (task != null) {
              tasks.add(task);
            }
            return task == null;
          });
      return tasks;
    }
  }
}
