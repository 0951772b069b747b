package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.logback.UsdtAppender;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.Commands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has thousands of loggers, and says what they cost. */
public final class ManyLoggers {
  /** One a level. */
  private static final int PROBES_OF_EACH = 6;

  private static final int ROUNDS = 20;

  private static final String ORDER = "4711";
  private static final String CUSTOMER = "0815/42";

  private static final List<Logger> LOGGERS = new ArrayList<>();

  private ManyLoggers() {}

  public static void main(String[] args) throws IOException {
    Commands.serve(
        words ->
            switch (words[0]) {
              case "loggers" -> loggers(Integer.parseInt(words[1]));
              case "restart" -> restart();
              case "debug" -> debug(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Makes loggers until there are so many; milliseconds until all have probes of their own. */
  private static long loggers(int count) {
    int probes = Usdt.status().probes() + (count - LOGGERS.size()) * PROBES_OF_EACH;
    while (LOGGERS.size() < count) {
      int number = LOGGERS.size();
      LOGGERS.add(LoggerFactory.getLogger("com.acme.p" + number % 50 + ".Service" + number));
    }
    long made = System.nanoTime();
    Await.until(() -> probes + " probes", () -> Usdt.status().probes() >= probes);
    return (System.nanoTime() - made) / 1_000_000;
  }

  /** Stops the appender, and says how many microseconds it needs to start. */
  private static long restart() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    UsdtAppender appender =
        (UsdtAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("USDT");
    appender.stop();
    long start = System.nanoTime();
    appender.start();
    return (System.nanoTime() - start) / 1000;
  }

  /** Logs through one logger, and says how many bytes that took, once the JIT has done its work. */
  private static long debug(int logger, int calls) {
    Logger chosen = LOGGERS.get(logger);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, Allocation.bytes(() -> log(chosen, calls)));
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
