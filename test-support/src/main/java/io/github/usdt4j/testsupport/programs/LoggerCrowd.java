package io.github.usdt4j.testsupport.programs;

import io.github.usdt4j.testsupport.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has thousands of loggers, and says what they cost; a framework's subclass says how.
 *
 * @param <L> the loggers of the framework
 */
public abstract class LoggerCrowd<L> {
  /** How many probes a logger has: one for each level. */
  private static final int PROBES_OF_EACH = 6;

  private final List<L> loggers = new ArrayList<>();

  /** Makes it do what standard input says. */
  protected final void serve() throws IOException {
    Commands.serve(
        words ->
            switch (words[0]) {
              case "loggers" -> loggers(Integer.parseInt(words[1]));
              case "restart" -> restart();
              case "watched" -> {
                awaitWatched(loggers.get(Integer.parseInt(words[1])));
                yield "watched";
              }
              case "debug" ->
                  allocated(loggers.get(Integer.parseInt(words[1])), Integer.parseInt(words[2]));
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Returns the logger of that name. */
  protected abstract L logger(String name);

  /** Counts the probes that are there. */
  protected abstract int probes();

  /** Stops the appender. */
  protected abstract void stop();

  /** Starts the appender. */
  protected abstract void start();

  /** Waits until debug calls of a logger, to whose probe a tracer has attached, can be seen. */
  protected void awaitWatched(L logger) {}

  /** Returns the bytes that so many debug calls of a logger take. */
  protected abstract long allocated(L logger, int calls);

  /**
   * Makes loggers until there are so many; returns how many writes it took until all have probes of
   * their own.
   */
  private long loggers(int count) {
    KernelCounts before = KernelCounts.ofThisProcess();
    int expected = probes() + (count - loggers.size()) * PROBES_OF_EACH;
    while (loggers.size() < count) {
      int number = loggers.size();
      loggers.add(logger("com.acme.p" + number % 50 + ".Service" + number));
    }
    return writesUntil(expected, before);
  }

  /**
   * Stops the appender and starts it; returns how many writes the start took until all is as
   * before.
   */
  private long restart() {
    int expected = probes();
    stop();
    KernelCounts before = KernelCounts.ofThisProcess();
    start();
    return writesUntil(expected, before);
  }

  private long writesUntil(int expected, KernelCounts before) {
    Await.until(() -> expected + " probes", () -> probes() >= expected);
    return KernelCounts.ofThisProcess().minus(before).writes();
  }
}
