package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.frameworks.Log4jSetup;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures log calls through Log4j 2 while no tracer is attached. */
@State(Scope.Benchmark)
public class Log4jBenchmark {
  private static final int THREAD_LOCALS = 400;

  /** Holds what {@link Log4jSetup} takes. */
  @Param("bare")
  public String appenders;

  private final Object order = "4711";
  private final Object customer = "0815/42";
  private Log4jSetup setup;
  private Logger logger;

  @Setup(Level.Trial)
  public void start() {
    widenThreadLocals();
    setup = new Log4jSetup(appenders);
    logger = setup.logger("com.acme.orders.OrderService");
  }

  /**
   * Gives the thread a table of thread locals as wide as it has them in an application. In the
   * narrow one of a new thread it is luck which of Log4j's thread locals collide, and how much a
   * call costs.
   */
  private static void widenThreadLocals() {
    List<ThreadLocal<Object>> all = Stream.generate(ThreadLocal::new).limit(THREAD_LOCALS).toList();
    all.forEach(one -> one.set(one));
    all.forEach(ThreadLocal::remove);
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
  public void disabledFluent() {
    logger.atDebug().log("order {} accepted", order);
  }

  @Benchmark
  public void enabled() {
    logger.info("order {} accepted", order);
  }
}
