package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.peers.LttngLog;
import org.apache.log4j.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures a log call through Log4j 1.2 with LTTng's agent, which has enabled no event. */
@State(Scope.Benchmark)
public class LttngBenchmark {
  private final String order = "4711";
  private LttngLog lttng;
  private Logger logger;

  @Setup(Level.Trial)
  public void start() {
    lttng = new LttngLog();
    logger = lttng.logger("com.acme.orders.OrderService");
  }

  @TearDown(Level.Trial)
  public void stop() {
    if (lttng.events() > 0) {
      throw new IllegalStateException("LTTng took events");
    }
    lttng.close();
  }

  @Benchmark
  public void enabled() {
    logger.info("order " + order + " accepted");
  }
}
