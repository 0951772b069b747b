package io.github.usdt4j.bench;

import org.apache.logging.log4j.core.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Log calls through Log4j 2 while nobody is attached. */
@State(Scope.Benchmark)
public class Log4jBenchmark {
  /** What {@link Log4jSetup} takes. */
  @Param("bare")
  public String appenders;

  private final Object order = "4711";
  private Log4jSetup setup;
  private Logger logger;

  @Setup(Level.Trial)
  public void start() {
    setup = new Log4jSetup(appenders);
    logger = setup.logger("com.acme.orders.OrderService");
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
  public void disabledFluent() {
    logger.atDebug().log("order {} accepted", order);
  }

  @Benchmark
  public void enabled() {
    logger.info("order {} accepted", order);
  }
}
