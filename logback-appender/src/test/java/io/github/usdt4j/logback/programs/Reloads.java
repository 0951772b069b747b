package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in its log, and reads its configuration again when it is told to. */
public final class Reloads {
  private static final Logger LOGGER = LoggerFactory.getLogger("com.acme.Counter");
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

  /** The numbers before and after. */
  private static String reload() throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    long before = COUNT.get();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new File(System.getProperty("logback.configurationFile")));
    return before + " " + (COUNT.get() + 1);
  }
}
