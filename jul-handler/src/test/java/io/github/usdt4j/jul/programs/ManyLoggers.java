package io.github.usdt4j.jul.programs;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.jul.UsdtHandler;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.LoggerCrowd;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has thousands of loggers of java.util.logging. */
public final class ManyLoggers extends LoggerCrowd<Logger> {
  private static final Logger ROOT = Logger.getLogger("");

  private Handler handler;

  private ManyLoggers() {}

  public static void main(String[] args) throws IOException {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ManyLoggers loggers = new ManyLoggers();
    loggers.start();
    loggers.serve();
  }

  @Override
  protected Logger logger(String name) {
    return Logger.getLogger(name);
  }

  @Override
  protected int probes() {
    return Usdt.status().probes();
  }

  @Override
  protected void stop() {
    ROOT.removeHandler(handler);
    handler.close();
  }

  @Override
  protected void start() {
    handler = new UsdtHandler(Map.of());
    ROOT.addHandler(handler);
  }

  @Override
  protected void awaitWatched(Logger logger) {
    Await.until(() -> "an open level", () -> logger.isLoggable(Level.FINE));
  }

  @Override
  protected long allocated(Logger logger, int calls) {
    // What the first calls load is no cost of a call.
    log(logger, 20_000);
    return Allocation.bytes(() -> log(logger, calls));
  }

  private static void log(Logger logger, int calls) {
    for (int i = 0; i < calls; i++) {
      logger.fine("nobody listens here");
    }
  }
}
