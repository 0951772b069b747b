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
    // Log4j drops loggers that nobody holds, so a count may stay while names change.
    long stamp = 0;
    for (Logger logger : context.getLoggers()) {
      stamp += mix(logger.getName().hashCode());
    }
    return stamp;
  }

  /**
   * Mixes the bits of a hash: names in a series have hashes in a series, so that without this, 1
   * and 4 add up to what 2 and 3 do.
   */
  private static long mix(int hash) {
    long mixed = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
  }

  @Override
  public Collection<String> names() {
    // A logger may exist more than once, with several message factories.
    return context.getLoggers().stream().map(Logger::getName).distinct().toList();
  }
}
