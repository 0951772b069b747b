package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.usdt4j.internal.bridge.CallerFinder;
import io.github.usdt4j.internal.bridge.SafeArgument;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.SafeText;
import io.github.usdt4j.internal.logging.TraceContext;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Carries a log call to tracers alone. It takes no sequence number, since the numbers of the events
 * that appenders get must have no gaps. What cannot be rendered says so in the event's text alone,
 * while SLF4J would print each argument's failure to the standard error stream.
 */
final class CopiedEvent extends LoggingEvent {
  private final ContextBridge bridge;
  private final Logger logger;

  /** The class that the caller has called; null where only the stack knows. */
  private final String fqcn;

  private final LoggerContext context;
  private Marker marker;
  private Map<String, String> values;
  private String formattedMessage;
  private String unreadableThrowable = "";

  private CopiedEvent(
      ContextBridge bridge,
      String fqcn,
      Logger logger,
      Level level,
      String message,
      Object[] params,
      Throwable throwable) {
    this.bridge = bridge;
    this.logger = logger;
    this.fqcn = fqcn;
    context = logger.getLoggerContext();
    setLoggerContextRemoteView(context.getLoggerContextRemoteView());
    setLoggerName(logger.getName());
    setLevel(level);
    setMessage(message);
    Instant now = Instant.now();
    if (Versions.EVENTS_HAVE_LISTS) {
      setLoggerContext(context);
      setInstant(now);
    } else {
      setTimeStamp(now.toEpochMilli());
    }
    Throwable last = throwable == null ? EventArgUtil.extractThrowable(params) : null;
    setArgumentArray(last == null ? params : EventArgUtil.trimmedCopy(params));
    Throwable cause = throwable == null ? last : throwable;
    if (cause != null) {
      setThrowable(cause);
    }
  }

  private void setThrowable(Throwable throwable) {
    try {
      setThrowableProxy(new ThrowableProxy(throwable));
    } catch (Throwable e) {
      bridge.probes().failures().add();
      unreadableThrowable =
          EventView.throwable(throwable.getClass().getName(), SafeText.failed("message", e));
    }
  }

  /** Returns the text of a throwable whose own code fails when it is read, or an empty text. */
  String unreadableThrowable() {
    return unreadableThrowable;
  }

  /** Makes the event that Logback would have made of a call. */
  static LoggingEvent of(
      ContextBridge bridge,
      Marker marker,
      Logger logger,
      Level level,
      String message,
      Object[] params,
      Throwable throwable) {
    CopiedEvent event = new CopiedEvent(bridge, null, logger, level, message, params, throwable);
    event.add(marker);
    return event;
  }

  /** Makes the event that Logback would have made of a fluent call. */
  static LoggingEvent of(
      ContextBridge bridge, Logger logger, Level level, org.slf4j.event.LoggingEvent source) {
    String caller = source.getCallerBoundary();
    CopiedEvent event =
        new CopiedEvent(
            bridge,
            caller == null ? Logger.FQCN : caller,
            logger,
            level,
            source.getMessage(),
            source.getArgumentArray(),
            source.getThrowable());
    if (source.getMarkers() != null) {
      source.getMarkers().forEach(event::add);
    }
    if (source.getKeyValuePairs() != null) {
      source.getKeyValuePairs().forEach(event::addKeyValuePair);
    }
    return event;
  }

  private void add(Marker next) {
    if (next != null && Versions.EVENTS_HAVE_LISTS) {
      addMarker(next);
    }
    marker = marker == null ? next : marker;
  }

  /** Returns the first marker, which in Logback before 1.3 is the only one. */
  @Override
  @SuppressWarnings("deprecation") // Logback before 1.3 asks no other method
  public Marker getMarker() {
    return marker;
  }

  /** Returns what events have that are handed to appenders. */
  @Override
  public Map<String, String> getMDCPropertyMap() {
    if (values == null) {
      values = bridge.traces().with(logger, TraceContext.with(super.getMDCPropertyMap()));
    }
    return values;
  }

  @Override
  public String getFormattedMessage() {
    if (formattedMessage == null) {
      Object[] arguments = getArgumentArray();
      formattedMessage =
          arguments == null
              ? getMessage()
              : MessageFormatter.arrayFormat(
                      getMessage(), SafeArgument.all(arguments, bridge.probes().failures()), null)
                  .getMessage();
    }
    return formattedMessage;
  }

  @Override
  public StackTraceElement[] getCallerData() {
    if (!hasCallerData() && fqcn == null) {
      setCallerData(
          CallerFinder.find(
              UsdtFilter.class, context.getMaxCallerDataDepth(), context.getFrameworkPackages()));
    } else if (!hasCallerData()) {
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
