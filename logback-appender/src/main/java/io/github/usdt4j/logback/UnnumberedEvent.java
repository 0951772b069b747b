package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;

/**
 * An event that takes no sequence number: nobody but a tracer sees it, and the numbers that others
 * see shall have no gaps.
 */
final class UnnumberedEvent extends LoggingEvent {
  private final String fqcn;
  private final LoggerContext context;

  UnnumberedEvent(
      String fqcn,
      Logger logger,
      Level level,
      String message,
      Object[] params,
      Throwable throwable) {
    this.fqcn = fqcn;
    context = logger.getLoggerContext();
    setLoggerContext(context);
    setLoggerContextRemoteView(context.getLoggerContextRemoteView());
    setLoggerName(logger.getName());
    setLevel(level);
    setMessage(message);
    setInstant(Instant.now());
    Throwable last = throwable == null ? EventArgUtil.extractThrowable(params) : null;
    setArgumentArray(last == null ? params : EventArgUtil.trimmedCopy(params));
    Throwable cause = throwable == null ? last : throwable;
    if (cause != null) {
      setThrowableProxy(new ThrowableProxy(cause));
    }
  }

  @Override
  public StackTraceElement[] getCallerData() {
    if (!hasCallerData()) {
      setCallerData(
          CallerData.extract(
              new Throwable(),
              fqcn,
              context.getMaxCallerDataDepth(),
              context.getFrameworkPackages()));
    }
    return super.getCallerData();
  }
}
