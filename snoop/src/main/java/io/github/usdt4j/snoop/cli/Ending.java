package io.github.usdt4j.snoop.cli;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What ends snoop from outside: signals, and the time that was asked for. */
final class Ending implements AutoCloseable {
  /** Only a hang takes so long, also on a machine that has much else to do. */
  private static final long CLEAN_UP_SECONDS = 60;

  private final CountDownLatch end = new CountDownLatch(1);
  private final Runnable stop;

  /**
   * From now on, a signal stops it, and the JVM ends when this is closed.
   *
   * @param stop called from another thread
   */
  Ending(Runnable stop) {
    this.stop = stop;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait));
  }

  /** Stops it after that time. */
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

  /** All is cleaned up. */
  @Override
  public void close() {
    end.countDown();
  }
}
