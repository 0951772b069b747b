package io.github.usdt4j.snoop.cli;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends snoop from outside: by signals, and after the time that was asked for. */
final class Ending implements AutoCloseable {
  /**
   * The limit of cleaning up; only a hang takes so long, also on a machine that has much else to
   * do.
   */
  private static final long CLEAN_UP_SECONDS = 60;

  private final CountDownLatch end = new CountDownLatch(1);
  private final Runnable stop;

  /**
   * Begins: from now on a signal stops snoop, and the JVM ends when this is closed.
   *
   * @param stop stops snoop; it is called from another thread
   */
  Ending(Runnable stop) {
    this.stop = stop;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait));
  }

  /** Stops snoop after that time. */
  void after(long seconds) {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            stop.run();
          }
        };
    new Timer("duration", true).schedule(task, TimeUnit.SECONDS.toMillis(seconds));
  }

  private void stopAndWait() {
    stop.run();
    try {
      end.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that all is cleaned up, and so lets the JVM end. */
  @Override
  public void close() {
    end.countDown();
  }
}
