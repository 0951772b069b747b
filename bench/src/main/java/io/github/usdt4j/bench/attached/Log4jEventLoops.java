package io.github.usdt4j.bench.attached;

import io.github.usdt4j.bench.frameworks.Log4jSetup;
import io.github.usdt4j.bench.peers.ReadyEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.core.Logger;

/**
 * Fires a whole log event through the bridge of Log4j 2, in a JVM without the classes of another
 * bridge.
 */
final class Log4jEventLoops implements LoopSuite {
  private static final String LOGGER = "com.acme.orders.OrderService";

  private final Log4jSetup bridge = new Log4jSetup("bridge");
  private final ReadyEvent ready = new ReadyEvent(LOGGER);
  private final String order = "4711";
  private final String customer = "0815/42";

  @Override
  public String program() {
    return ready.program(false);
  }

  @Override
  public Map<String, Loop> loops() {
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("bridge", through());
    loops.put("c", ready.loop()::applyAsLong);
    return loops;
  }

  private Loop through() {
    Logger logger = bridge.logger(LOGGER);
    return fires -> {
      long start = System.nanoTime();
      for (long i = 0; i < fires; i++) {
        logger.info("order {} accepted for customer {}", order, customer);
      }
      return System.nanoTime() - start;
    };
  }

  @Override
  public void close() {
    ready.close();
    bridge.close();
  }
}
