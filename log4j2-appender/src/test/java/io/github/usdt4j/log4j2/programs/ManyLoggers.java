package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.log4j2.UsdtAppender;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.KernelCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/** Has thousands of loggers, and says what they cost. */
public final class ManyLoggers {

  /** One a level. */
  private static final int PROBES_OF_EACH = 6;

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
      LOGGERS.add(LogManager.getLogger("com.acme.p" + number % 50 + ".Service" + number));
    }
    return writesUntil(probes, before);
  }

  /** Stops the appender and starts it; the writes that the start took until all is as before. */
  private static long restart() {
    int probes = Usdt.status().probes();
    UsdtAppender appender = LoggerContext.getContext(false).getConfiguration().getAppender("USDT");
    appender.stop();
    KernelCounts before = KernelCounts.ofThisProcess();
    appender.start();
    return writesUntil(probes, before);
  }

  private static long writesUntil(int probes, KernelCounts before) {
    Await.until(() -> probes + " probes", () -> Usdt.status().probes() >= probes);
    return KernelCounts.ofThisProcess().minus(before).writes();
  }

  /** Logs through one logger, and says how many bytes that took. */
  private static long debug(int logger, int calls) {
    Logger chosen = LOGGERS.get(logger);
    // What the first calls load is no cost of a call.
    log(chosen, 20_000);
    return Allocation.bytes(() -> log(chosen, calls));
  }

  private static void log(Logger logger, int calls) {
    for (int i = 0; i < calls; i++) {
      logger.debug("nobody listens here");
    }
  }
}
