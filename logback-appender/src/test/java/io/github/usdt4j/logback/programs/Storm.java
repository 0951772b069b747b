package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.DuplicateMessageFilter;
import ch.qos.logback.classic.turbo.MDCFilter;
import ch.qos.logback.classic.turbo.TurboFilter;
import io.github.usdt4j.testsupport.programs.LogStorm;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logs at all levels, in several ways, with filters. */
public final class Storm extends LogStorm {
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
    new Storm().serve();
  }

  @Override
  protected void user(String name) {
    if (name == null) {
      MDC.clear();
    } else {
      MDC.put("user", name);
    }
  }

  @Override
  protected void log(int call) {
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
