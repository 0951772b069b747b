package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.DuplicateMessageFilter;
import ch.qos.logback.classic.turbo.MDCFilter;
import ch.qos.logback.classic.turbo.TurboFilter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logs much, from many threads, at all levels. */
public final class Storm {
  private static final List<String> USERS = List.of("known", "vip", "any", "other");
  private static final Marker AUDIT = MarkerFactory.getMarker("AUDIT");
  private static final Logger LOGGER = LoggerFactory.getLogger("com.acme.Orders");

  private Storm() {}

  public static void main(String[] args) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    MDCFilter accepting = new MDCFilter();
    accepting.setMDCKey("user");
    accepting.setValue("vip");
    accepting.setOnMatch("ACCEPT");
    DuplicateMessageFilter counting = new DuplicateMessageFilter();
    counting.setAllowedRepetitions(10_000_000);
    for (TurboFilter filter : List.of(counting, accepting)) {
      filter.start();
      context.addTurboFilter(filter);
    }
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
    MDC.put("user", user);
    try {
      for (int call = 0; call < calls; call++) {
        log(call);
      }
    } finally {
      MDC.clear();
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
      case 6 -> LOGGER.atDebug().addKeyValue("call", call).log("fluent");
      case 7 -> LOGGER.atInfo().log("fluent {}", call);
      case 8 -> LOGGER.debug(AUDIT, "marked {} {}", call, call);
      default -> LOGGER.trace("trace");
    }
  }
}
