package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.log4j2.logger.UsdtLogger;
import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.ThreadIds;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;

/** Logs in every way that there is; with the argument {@code wrap} through a wrapped logger. */
public final class Calls {
  /** How the calls of a round begin their messages. */
  public static final List<String> KINDS =
      List.of(
          "plain",
          "parametrised",
          "throwable",
          "guarded",
          "supplier",
          "fluent",
          "fluent cause",
          "marker");

  private static final Marker AUDIT = MarkerManager.getMarker("AUDIT");
  private static final AtomicInteger RENDERED = new AtomicInteger();

  private final Logger logger;

  private Calls(Logger logger) {
    this.logger = logger;
  }

  /** Counts how often it is made a text. */
  private record Counted(String text) {
    @Override
    public String toString() {
      RENDERED.incrementAndGet();
      return text;
    }
  }

  public static void main(String[] args) throws IOException {
    Logger plain = LogManager.getLogger("com.acme.Orders");
    Calls calls = new Calls(List.of(args).contains("wrap") ? UsdtLogger.wrap(plain) : plain);
    Commands.serve(
        words ->
            switch (words[0]) {
              case "round" -> calls.round(words[1], words[2]);
              case "rendered" -> RENDERED.get();
              case "guard" -> calls.logger.isDebugEnabled();
              case "detail" -> calls.detail();
              case "tid" -> ThreadIds.ofThisThread();
              case "core" -> isCoreThere();
              case "flush" -> flush();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Logs at INFO what the guard of another level chooses, which a tracer opens too. */
  private String detail() {
    String text = logger.isDebugEnabled() ? "much" : "little";
    logger.info(text);
    return text;
  }

  private static boolean isCoreThere() {
    return Calls.class.getResource("/org/apache/logging/log4j/core/Logger.class") != null;
  }

  /** Ends all logging, so that asynchronous loggers write what they hold. */
  private static String flush() {
    LogManager.shutdown();
    return "";
  }

  /** Each kind of call below the level and at it, and the other levels once. */
  private int round(String tenant, String id) {
    ThreadContext.put("tenant", tenant);
    ThreadContext.put("note", "two words");
    try {
      debug(new Counted(id));
      warn(new Counted(id));
      logger.trace("plain");
      logger.info("plain");
      logger.error("plain");
      logger.fatal("plain");
    } finally {
      ThreadContext.clearAll();
    }
    return 2 * KINDS.size() + 4;
  }

  private void debug(Counted id) {
    logger.debug("plain");
    logger.debug("parametrised {} {}", id, "b");
    logger.debug("throwable {}", id, new IllegalStateException("cause"));
    if (logger.isDebugEnabled()) {
      logger.debug("guarded {}", id);
    }
    logger.debug(() -> "supplier " + id);
    logger.atDebug().log("fluent {}", id);
    logger.atDebug().withThrowable(new IllegalStateException("cause")).log("fluent cause {}", id);
    logger.debug(AUDIT, "marker {}", id);
  }

  private void warn(Counted id) {
    logger.warn("plain");
    logger.warn("parametrised {} {}", id, "b");
    logger.warn("throwable {}", id, new IllegalStateException("cause"));
    if (logger.isWarnEnabled()) {
      logger.warn("guarded {}", id);
    }
    logger.warn(() -> "supplier " + id);
    logger.atWarn().log("fluent {}", id);
    logger.atWarn().withThrowable(new IllegalStateException("cause")).log("fluent cause {}", id);
    logger.warn(AUDIT, "marker {}", id);
  }
}
