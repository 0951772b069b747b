package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.testsupport.programs.LogCensus;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;

/** Logs as often as is known. */
public final class Census extends LogCensus {
  private Census() {}

  public static void main(String[] args) throws IOException {
    new Census().serve();
  }

  @Override
  protected void log(String level, String logger, String message) {
    LogManager.getLogger(logger).log(Level.valueOf(level), message);
  }

  @Override
  protected void tenant(String name) {
    if (name == null) {
      ThreadContext.clearAll();
    } else {
      ThreadContext.put("tenant", name);
    }
  }

  @Override
  protected boolean isDebugEnabled() {
    return LogManager.getLogger(LOGGERS.get(0)).isDebugEnabled();
  }
}
