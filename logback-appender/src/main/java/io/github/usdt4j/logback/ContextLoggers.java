package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.usdt4j.internal.logging.LoggerSource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;

/** Tells the loggers of a Logback context. */
final class ContextLoggers implements LoggerSource {
  /** Logback's own count of loggers, which is not public; null where modules forbid it. */
  private static final MethodHandle SIZE = findSize();

  private final LoggerContext context;

  ContextLoggers(LoggerContext context) {
    this.context = context;
  }

  @Override
  public long stamp() {
    // Logback never drops a logger.
    if (SIZE != null) {
      try {
        return (int) SIZE.invokeExact(context);
      } catch (Throwable e) {
        // The public way below only costs more.
      }
    }
    return context.getLoggerList().size();
  }

  @Override
  public Collection<String> names() {
    return context.getLoggerList().stream().map(Logger::getName).toList();
  }

  private static MethodHandle findSize() {
    try {
      return MethodHandles.privateLookupIn(LoggerContext.class, MethodHandles.lookup())
          .findVirtual(LoggerContext.class, "size", MethodType.methodType(int.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
