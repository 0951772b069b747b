package io.github.usdt4j.log4j2.programs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.ThreadContextMapFilter;
import org.apache.logging.log4j.core.util.KeyValuePair;

/** Logs much, from many threads, at all levels. */
public final class Storm {
  private static final List<String> USERS = List.of("known", "vip", "any", "other");
  private static final Marker AUDIT = MarkerManager.getMarker("AUDIT");
  private static final Logger LOGGER = LogManager.getLogger("com.acme.Orders");

  private Storm() {}

  public static void main(String[] args) throws IOException {
    Filter accepting =
        ThreadContextMapFilter.createFilter(
            new KeyValuePair[] {new KeyValuePair("user", "vip")},
            "or",
            Filter.Result.ACCEPT,
            Filter.Result.NEUTRAL);
    accepting.start();
    LoggerContext.getContext(false).getConfiguration().addFilter(accepting);
    Commands.serve(
        words ->
            switch (words[0]) {
              case "storm" -> storm(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
              case "log" -> log(words[1], Integer.parseInt(words[2]));
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  private static int storm(int threads, int callsOfEach) throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      String user = USERS.get(i % USERS.size());
      Runnable work =
          () -> {
            calls.addAndGet(log(user, callsOfEach));
            done.countDown();
          };
      new Thread(work).start();
    }
    done.await();
    return calls.get();
  }

  private static int log(String user, int calls) {
    ThreadContext.put("user", user);
    try {
      for (int call = 0; call < calls; call++) {
        log(call);
      }
    } finally {
      ThreadContext.clearAll();
    }
    return calls;
  }

  private static void log(int call) {
    switch (call % 10) {
      case 0 -> LOGGER.trace("trace {}", call);
      case 1 -> LOGGER.debug("debug {}", call);
      case 2 -> LOGGER.info("info {}", call);
      case 3 -> LOGGER.warn("warn {}", call);
      case 4 -> LOGGER.error("error {}", call);
      case 5 -> {
        if (LOGGER.isDebugEnabled()) {
          LOGGER.debug("guarded");
        }
      }
      case 6 -> LOGGER.atDebug().log("fluent");
      case 7 -> LOGGER.atInfo().log("fluent {}", call);
      case 8 -> LOGGER.debug(AUDIT, "marked {} {}", call, call);
      default -> LOGGER.trace(() -> "supplied");
    }
  }
}
