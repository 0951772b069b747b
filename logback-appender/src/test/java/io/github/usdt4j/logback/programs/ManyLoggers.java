package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.LoggerCrowd;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has thousands of loggers of Logback. */
public final class ManyLoggers extends LoggerCrowd<Logger> {
  private static final int ROUNDS = 20;

  private static final String ORDER = "4711";
  private static final String CUSTOMER = "0815/42";

  private ManyLoggers() {}

  public static void main(String[] args) throws IOException {
    new ManyLoggers().serve();
  }

  @Override
  protected Logger logger(String name) {
    return LoggerFactory.getLogger(name);
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

  private static Appender<ILoggingEvent> appender() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("USDT");
  }

  /** Takes the least of several rounds: by then the JIT has done its work. */
  @Override
  protected long allocated(Logger logger, int calls) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, Allocation.bytes(() -> log(logger, calls)));
    }
    return least;
  }

  private static void log(Logger logger, int calls) {
    for (int i = 0; i < calls; i++) {
      logger.debug("nobody listens here");
      logger.debug("nobody listens to {}", ORDER);
      logger.debug("nobody listens to {} of {}", ORDER, CUSTOMER);
      if (logger.isDebugEnabled()) {
        logger.debug("nobody asks for {}, {} and {}", ORDER, CUSTOMER, calls);
      }
    }
  }
}
