package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.jul.UsdtHandler;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures log calls through java.util.logging while no tracer is attached. */
@State(Scope.Benchmark)
public class JulBenchmark {
  private static final Logger ROOT = Logger.getLogger("");

  /**
   * Holds {@code bare} for no handler, {@code nop} for one that does nothing, or {@code bridge}.
   */
  @Param("bare")
  public String appenders;

  private final Object order = "4711";
  private Logger logger;
  private Handler handler;

  /** Does nothing with a record. */
  private static final class NoHandler extends Handler {
    @Override
    public void publish(LogRecord record) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Setup(Level.Trial)
  public void start() {
    for (Handler other : ROOT.getHandlers()) {
      ROOT.removeHandler(other);
    }
    handler =
        switch (appenders) {
          case "bare" -> null;
          case "nop" -> new NoHandler();
          case "bridge" -> new UsdtHandler(Map.of());
          default -> throw new IllegalArgumentException(appenders);
        };
    if (handler != null) {
      ROOT.addHandler(handler);
    }
    logger = Logger.getLogger("com.acme.orders.OrderService");
  }

  @TearDown(Level.Trial)
  public void stop() {
    if (handler != null) {
      ROOT.removeHandler(handler);
      handler.close();
    }
  }

  @Benchmark
  public void disabled() {
    logger.log(java.util.logging.Level.FINE, "order {0} accepted", order);
  }

  @Benchmark
  public void enabled() {
    logger.log(java.util.logging.Level.INFO, "order {0} accepted", order);
  }
}
