package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.logback.UsdtAppender;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.KernelCounts;
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

  /** Makes loggers until there are so many; the writes that it took until all have own probes. */
  private static long loggers(int count) {
    KernelCounts before = KernelCounts.ofThisProcess();
    int probes = Usdt.status().probes() + (count - LOGGERS.size()) * PROBES_OF_EACH;
    while (LOGGERS.size() < count) {
      int number = LOGGERS.size();
      LOGGERS.add(LoggerFactory.getLogger("com.acme.p" + number % 50 + ".Service" + number));
    }
    return writesUntil(probes, before);
  }

  /** Stops the appender and starts it; the writes that the start took until all is as before. */
  private static long restart() {
    int probes = Usdt.status().probes();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    UsdtAppender appender =
        (UsdtAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("USDT");
    appender.stop();
    KernelCounts before = KernelCounts.ofThisProcess();
    appender.start();
    return writesUntil(probes, before);
  }

  private static long writesUntil(int probes, KernelCounts before) {
    Await.until(() -> probes + " probes", () -> Usdt.status().probes() >= probes);
    return KernelCounts.ofThisProcess().minus(before).writes();
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
