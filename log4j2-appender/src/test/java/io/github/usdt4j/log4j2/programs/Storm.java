package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.testsupport.programs.LogStorm;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.ThreadContextMapFilter;
import org.apache.logging.log4j.core.util.KeyValuePair;

/** Logs at all levels, in several ways, with filters. */
public final class Storm extends LogStorm {
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
    new Storm().serve();
  }

  @Override
  protected void user(String name) {
    if (name == null) {
      ThreadContext.clearAll();
    } else {
      ThreadContext.put("user", name);
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
      case 6 -> LOGGER.atDebug().log("fluent");
      case 7 -> LOGGER.atInfo().log("fluent {}", call);
      case 8 -> LOGGER.debug(AUDIT, "marked {} {}", call, call);
      default -> LOGGER.trace(() -> "supplied");
    }
  }
}
