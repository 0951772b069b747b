package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.LoggerSource;
import java.util.Collection;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/** Tells the loggers of a Log4j context. */
final class ContextLoggers implements LoggerSource {
  private final LoggerContext context;

  ContextLoggers(LoggerContext context) {
    this.context = context;
  }

  @Override
  public long stamp() {
    return LoggerSource.stamp(context.getLoggers().stream().map(Logger::getName));
  }

  @Override
  public Collection<String> names() {
    // A logger may exist more than once, with several message factories.
    return context.getLoggers().stream().map(Logger::getName).distinct().toList();
  }
}
