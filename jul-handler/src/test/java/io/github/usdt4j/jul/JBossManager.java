package io.github.usdt4j.jul;

import java.util.Enumeration;
import java.util.logging.Logger;
import org.jboss.logmanager.LogContext;

/**
 * The loggers of JBoss LogManager in a context of their own, found as its log manager finds them.
 */
final class JBossManager extends TestManager {
  private final LogContext context = LogContext.create();

  @Override
  Logger find(String name) {
    return context.getLogger(name);
  }

  @Override
  public Logger getLogger(String name) {
    // The constructor of a log manager asks, too.
    return context == null ? null : context.getLogger(name);
  }

  @Override
  public Enumeration<String> getLoggerNames() {
    return context.getLoggerNames();
  }
}
