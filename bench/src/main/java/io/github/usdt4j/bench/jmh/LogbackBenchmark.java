package io.github.usdt4j.bench.jmh;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.bench.frameworks.LogbackSetup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures log calls through Logback while no tracer is attached. */
@State(Scope.Benchmark)
public class LogbackBenchmark {
  private static final int MANY = 5_000;

  /** Holds what {@link LogbackSetup} takes. */
  @Param("bare")
  public String appenders;

  private final Object order = "4711";
  private final Object customer = "0815/42";
  private LogbackSetup setup;
  private Logger logger;
  private Logger[] many;

  @Setup(Level.Trial)
  public void start() {
    setup = new LogbackSetup(appenders);
    logger = setup.logger("com.acme.orders.OrderService");
  }

  /** Lets each thread walk through all loggers. */
  @State(Scope.Thread)
  public static class Walk {
    private int next;

    @Setup(Level.Trial)
    public void make(LogbackBenchmark benchmark) {
      benchmark.makeMany();
    }

    Logger next(Logger[] loggers) {
      next = next + 1 == loggers.length ? 0 : next + 1;
      return loggers[next];
    }
  }

  synchronized void makeMany() {
    if (many == null) {
      Logger[] loggers = new Logger[MANY];
      for (int i = 0; i < MANY; i++) {
        loggers[i] = setup.logger("com.acme.p" + i % 50 + ".Service" + i + "x");
      }
      many = loggers;
    }
  }

  @TearDown(Level.Trial)
  public void stop() {
    setup.close();
  }

  @Benchmark
  public void disabled() {
    logger.debug("order {} accepted", order);
  }

  @Benchmark
  public void disabledOfTwo() {
    logger.debug("order {} accepted for {}", order, customer);
  }

  @Benchmark
  public boolean guard() {
    return logger.isDebugEnabled();
  }

  @Benchmark
  public void enabled() {
    logger.info("order {} accepted", order);
  }

  @Benchmark
  public void disabledOfMany(Walk walk) {
    walk.next(many).debug("order {} accepted", order);
  }
}
