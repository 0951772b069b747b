package io.github.usdt4j.logback.programs;

import io.github.usdt4j.testsupport.programs.LogCensus;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Logs as often as is known. */
public final class Census extends LogCensus {
  private Census() {}

  public static void main(String[] args) throws IOException {
    new Census().serve();
  }

  @Override
  protected void log(String level, String logger, String message) {
    LoggerFactory.getLogger(logger)
        .atLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)))
        .log(message);
  }

  @Override
  protected void tenant(String name) {
    if (name == null) {
      MDC.clear();
    } else {
      MDC.put("tenant", name);
    }
  }

  @Override
  protected boolean isDebugEnabled() {
    return LoggerFactory.getLogger(LOGGERS.get(0)).isDebugEnabled();
  }
}
