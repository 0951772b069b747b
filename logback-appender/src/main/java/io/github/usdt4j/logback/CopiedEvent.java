package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.usdt4j.internal.logging.Failures;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.helpers.MessageFormatter;

/**
 * An event that nobody but a tracer sees. It takes no sequence number, for the numbers that others
 * see shall have no gaps, and an argument that cannot be rendered is reported as all failures are:
 * SLF4J would print each to the standard error stream.
 */
final class CopiedEvent extends LoggingEvent {
  private final Failures failures;
  private final String fqcn;
  private final LoggerContext context;
  private String formattedMessage;

  CopiedEvent(
      Failures failures,
      String fqcn,
      Logger logger,
      Level level,
      String message,
      Object[] params,
      Throwable throwable) {
    this.failures = failures;
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
  public String getFormattedMessage() {
    if (formattedMessage == null) {
      Object[] arguments = getArgumentArray();
      formattedMessage =
          arguments == null
              ? getMessage()
              : MessageFormatter.arrayFormat(
                      getMessage(), Arrays.stream(arguments).map(this::guarded).toArray())
                  .getMessage();
    }
    return formattedMessage;
  }

  /** What cannot fail, and what SLF4J treats in its own way, stays what it is. */
  private Object guarded(Object argument) {
    return argument == null
            || argument instanceof String
            || argument instanceof Throwable
            || argument.getClass().isArray()
        ? argument
        : new Guarded(argument);
  }

  private final class Guarded {
    private final Object argument;

    Guarded(Object argument) {
      this.argument = argument;
    }

    @Override
    public String toString() {
      try {
        return argument.toString();
      } catch (Throwable e) {
        failures.report("an argument of " + argument.getClass().getName() + " has no text", e);
        return "[FAILED toString()]";
      }
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
