package io.github.usdt4j.log4j2.programs;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Counts in its log, and reads its configuration again when it is told to. */
public final class Reloads {
  private static final Logger LOGGER = LogManager.getLogger("com.acme.Counter");
  private static final AtomicLong COUNT = new AtomicLong();

  private static volatile boolean running = true;

  private Reloads() {}

  public static void main(String[] args) throws IOException {
    Thread counter = new Thread(Reloads::count, "counter");
    counter.setDaemon(true);
    counter.start();
    Commands.serve(
        words ->
            switch (words[0]) {
              case "reload" -> reload();
              case "level" -> level(words[1]);
              case "configuration" ->
                  System.identityHashCode(LoggerContext.getContext(false).getConfiguration());
              case "count" -> COUNT.get();
              case "stop" -> {
                running = false;
                counter.join();
                yield COUNT.get();
              }
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  private static void count() {
    while (running) {
      LOGGER.debug("{}", COUNT.incrementAndGet());
      // The pace of the load: as much as bpftrace can print.
      LockSupport.parkNanos(20_000);
    }
  }

  private static String reload() {
    LoggerContext.getContext(false).reconfigure();
    return "";
  }

  private static String level(String name) {
    Configurator.setLevel(LOGGER.getName(), Level.valueOf(name));
    return "";
  }
}
