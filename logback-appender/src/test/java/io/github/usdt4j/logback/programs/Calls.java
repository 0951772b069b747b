package io.github.usdt4j.logback.programs;

import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.ThreadIds;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logs in every way that there is. */
public final class Calls {
  /** How the calls of a round begin their messages. */
  public static final List<String> KINDS =
      List.of(
          "plain",
          "parametrised",
          "throwable",
          "guarded",
          "fluent",
          "fluent pair",
          "fluent cause",
          "marker");

  private static final Marker AUDIT = MarkerFactory.getMarker("AUDIT");
  private static final Logger LOGGER = LoggerFactory.getLogger("com.acme.Orders");

  private static final AtomicInteger RENDERED = new AtomicInteger();

  private Calls() {}

  /** Counts how often it is made a text. */
  private record Counted(String text) {
    @Override
    public String toString() {
      RENDERED.incrementAndGet();
      return text;
    }
  }

  public static void main(String[] args) throws IOException {
    Commands.serve(
        words ->
            switch (words[0]) {
              case "round" -> round(words[1], words[2]);
              case "rendered" -> RENDERED.get();
              case "guard" -> LOGGER.isDebugEnabled();
              case "tid" -> ThreadIds.ofThisThread();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Each kind of call below the level and at it, and the other levels once. */
  private static int round(String tenant, String id) {
    MDC.put("tenant", tenant);
    MDC.put("note", "two words");
    try {
      debug(new Counted(id));
      warn(new Counted(id));
      LOGGER.trace("plain");
      LOGGER.info("plain");
      LOGGER.error("plain");
    } finally {
      MDC.clear();
    }
    return 2 * KINDS.size() + 3;
  }

  private static void debug(Counted id) {
    LOGGER.debug("plain");
    LOGGER.debug("parametrised {} {}", id, "b");
    LOGGER.debug("throwable {}", id, new IllegalStateException("cause"));
    if (LOGGER.isDebugEnabled()) {
      LOGGER.debug("guarded {}", id);
    }
    LOGGER.atDebug().addArgument(id).log("fluent {}");
    LOGGER.atDebug().addKeyValue("order", 7).log("fluent pair {}", id);
    LOGGER.atDebug().setCause(new IllegalStateException("cause")).log("fluent cause {}", id);
    LOGGER.debug(AUDIT, "marker {}", id);
  }

  private static void warn(Counted id) {
    LOGGER.warn("plain");
    LOGGER.warn("parametrised {} {}", id, "b");
    LOGGER.warn("throwable {}", id, new IllegalStateException("cause"));
    if (LOGGER.isWarnEnabled()) {
      LOGGER.warn("guarded {}", id);
    }
    LOGGER.atWarn().addArgument(id).log("fluent {}");
    LOGGER.atWarn().addKeyValue("order", 7).log("fluent pair {}", id);
    LOGGER.atWarn().setCause(new IllegalStateException("cause")).log("fluent cause {}", id);
    LOGGER.warn(AUDIT, "marker {}", id);
  }
}
