package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.log4j2.UsdtAppender;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.LoggerCrowd;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/** Has thousands of loggers of Log4j. */
public final class ManyLoggers extends LoggerCrowd<Logger> {
  private ManyLoggers() {}

  public static void main(String[] args) throws IOException {
    new ManyLoggers().serve();
  }

  @Override
  protected Logger logger(String name) {
    return LogManager.getLogger(name);
  }

  @Override
  protected int probes() {
    return Usdt.status().probes();
  }

  @Override
  protected void stop() {
    appender().stop();
  }

  @Override
  protected void start() {
    appender().start();
  }

  private static UsdtAppender appender() {
    return LoggerContext.getContext(false).getConfiguration().getAppender("USDT");
  }

  @Override
  protected long allocated(Logger logger, int calls) {
    // What the first calls load is no cost of a call.
    log(logger, 20_000);
    return Allocation.bytes(() -> log(logger, calls));
  }

  private static void log(Logger logger, int calls) {
    for (int i = 0; i < calls; i++) {
      logger.debug("nobody listens here");
    }
  }
}
