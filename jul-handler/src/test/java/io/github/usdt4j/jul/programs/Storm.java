package io.github.usdt4j.jul.programs;

import io.github.usdt4j.testsupport.programs.Commands;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs much, from many threads, and counts what comes to a handler beside ours. */
public final class Storm {
  private static final Logger LOGGER = Logger.getLogger("com.acme.Orders");
  private static final LongAdder SHOWN = new LongAdder();
  private static final System.Logger SYSTEM = System.getLogger("com.acme.System");

  private Storm() {}

  /** Counts the records that pass. */
  public static final class Counting extends Handler {
    /** Is made by its name. */
    public Counting() {}

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        SHOWN.increment();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  public static void main(String[] arguments) throws IOException {
    // The handlers of the configuration are made when they are asked for.
    if (Logger.getLogger("").getHandlers().length == 0) {
      throw new IllegalStateException("no handler");
    }
    Commands.serve(
        words ->
            switch (words[0]) {
              case "mark" -> Looks.mark();
              case "seen" -> Looks.seen();
              case "guard" -> LOGGER.isLoggable(Level.FINE);
              case "storm" -> storm(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
              case "system" -> system();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Logs one record at a level that is enabled and one below, through the JDK's own interface. */
  private static String system() {
    SYSTEM.log(System.Logger.Level.INFO, "info {0}", 1);
    SYSTEM.log(System.Logger.Level.DEBUG, "debug {0}", 2);
    return SYSTEM.isLoggable(System.Logger.Level.DEBUG) ? "open" : "closed";
  }

  private static long storm(int threads, int callsOfEach) throws InterruptedException {
    SHOWN.reset();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                for (int call = 0; call < callsOfEach; call++) {
                  log(call);
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    return SHOWN.sum();
  }

  /** Logs one call: ten kinds take turns, of which four are at INFO or above. */
  private static void log(int call) {
    switch (call % 10) {
      case 0 -> LOGGER.finest("finest");
      case 1 -> LOGGER.log(Level.FINE, "fine {0}", call);
      case 2 -> LOGGER.log(Level.INFO, "info {0}", call);
      case 3 -> LOGGER.log(Level.WARNING, "warning {0}", call);
      case 4 -> LOGGER.log(Level.SEVERE, "severe {0}", call);
      case 5 -> {
        if (LOGGER.isLoggable(Level.FINE)) {
          LOGGER.fine("guarded");
        }
      }
      case 6 -> LOGGER.fine(() -> "supplied");
      case 7 -> LOGGER.info(() -> "supplied");
      case 8 -> LOGGER.logp(Level.FINE, "Source", "method", "logp");
      default -> LOGGER.finest(() -> "supplied");
    }
  }
}
