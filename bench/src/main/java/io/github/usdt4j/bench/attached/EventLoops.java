package io.github.usdt4j.bench.attached;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.bench.frameworks.LogbackSetup;
import io.github.usdt4j.bench.peers.LttngLog;
import io.github.usdt4j.bench.peers.ReadyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fires a whole log event: through the bridge, from C with the same strings ready-made, and through
 * other takers of log events, each in a context of its own.
 */
final class EventLoops implements LoopSuite {
  private static final String LOGGER = "com.acme.orders.OrderService";

  /** Names the property that says whether a session of LTTng records. */
  static final String LTTNG = "usdt4j.bench.lttng";

  /** Names the property that says whether the tracer looks at the message only. */
  static final String BRIEF = "usdt4j.bench.brief";

  private final LogbackSetup bridge = new LogbackSetup("bridge");
  private final LogbackSetup file = new LogbackSetup("file");
  private final LogbackSetup async = new LogbackSetup("async");
  private final LogbackSetup jfr = new LogbackSetup("jfr");
  private final ReadyEvent ready = new ReadyEvent(LOGGER);
  private final LttngLog lttng = Boolean.getBoolean(LTTNG) ? new LttngLog() : null;
  private final String order = "4711";
  private final String customer = "0815/42";

  @Override
  public String program() {
    return ready.program(Boolean.getBoolean(BRIEF));
  }

  @Override
  public Map<String, Loop> loops() {
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("bridge", through(bridge));
    loops.put("c", ready.loop()::applyAsLong);
    loops.put("file", through(file));
    loops.put("async", through(async));
    loops.put("jfr", through(jfr));
    if (lttng != null) {
      loops.put("lttng", throughLttng());
    }
    return loops;
  }

  private Loop through(LogbackSetup setup) {
    Logger logger = setup.logger(LOGGER);
    return fires -> {
      long start = System.nanoTime();
      for (long i = 0; i < fires; i++) {
        logger.info("order {} accepted for customer {}", order, customer);
      }
      long nanos = System.nanoTime() - start;
      setup.drain();
      return nanos;
    };
  }

  private Loop throughLttng() {
    org.apache.log4j.Logger logger = lttng.logger(LOGGER);
    return fires -> {
      long start = System.nanoTime();
      for (long i = 0; i < fires; i++) {
        logger.info("order " + order + " accepted for customer " + customer);
      }
      return System.nanoTime() - start;
    };
  }

  @Override
  public void close() {
    ready.close();
    for (LogbackSetup setup : List.of(bridge, file, async, jfr)) {
      setup.close();
    }
    if (lttng != null) {
      System.out.println("lttng took " + lttng.events());
      lttng.close();
    }
  }
}
