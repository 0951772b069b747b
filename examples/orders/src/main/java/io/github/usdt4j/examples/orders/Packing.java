package io.github.usdt4j.examples.orders;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Packs orders on a thread of its own, with the MDC of who ordered. */
final class Packing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Packing.class);

  private final ExecutorService packer =
      Executors.newSingleThreadExecutor(runnable -> new Thread(runnable, "packer"));

  void add(Order order) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    packer.execute(
        () -> {
          MDC.setContextMap(context);
          try {
            log.debug("packed order {}: {} x {}", order.number(), order.quantity(), order.item());
          } finally {
            MDC.clear();
          }
        });
  }

  @Override
  public void close() {
    packer.shutdown();
  }
}
