package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.CallerFinder;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Shows a record to a log probe. */
final class LoggedEvent implements EventView {
  /** Makes messages of formats and parameters, as the formatters of the JDK do. */
  private static final Formatter MESSAGES = new SimpleFormatter();

  private final LogRecord record;

  /** The layout of the message; null when the message is taken as it is. */
  private final Formatter layout;

  /** Tells the context of the thread. */
  private final Supplier<Map<String, String>> context;

  LoggedEvent(LogRecord record, Formatter layout, Supplier<Map<String, String>> context) {
    this.record = record;
    this.layout = layout;
    this.context = context;
  }

  /** Returns the logger's name that a record has, or another one where it has none. */
  static String loggerName(LogRecord record, String other) {
    String name = record.getLoggerName();
    return name == null ? other : name;
  }

  /** Makes nothing: a record is complete, and each handler formats the message for itself. */
  @Override
  public void prepare() {}

  @Override
  public String message() {
    if (layout != null) {
      return layout.format(record);
    }
    return JBoss.isRecord(record) ? JBoss.message(record) : MESSAGES.formatMessage(record);
  }

  @Override
  public Instant instant() {
    return record.getInstant();
  }

  @Override
  public String threadName() {
    if (JBoss.isRecord(record)) {
      return JBoss.threadName(record);
    }
    return isOfThisThread() ? Thread.currentThread().getName() : "#" + record.getLongThreadID();
  }

  /** Returns whether no asynchronous handler stands between the call and this one. */
  private boolean isOfThisThread() {
    return record.getLongThreadID() == Thread.currentThread().getId();
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> values = JBoss.isRecord(record) ? JBoss.context(record) : context.get();
    return TraceContext.with(values == null ? Map.of() : values);
  }

  @Override
  public Map<String, String> pairs() {
    return Map.of();
  }

  @Override
  public List<String> markers() {
    return List.of();
  }

  @Override
  public String throwable() {
    return EventView.throwable(record.getThrown());
  }

  @Override
  public String stackTrace() {
    return EventView.stackTrace(record.getThrown());
  }

  /** Returns what the stack says, which has the line, or else what the record says. */
  @Override
  public String caller() {
    StackTraceElement caller = isOfThisThread() ? callerOnStack() : null;
    if (caller != null) {
      return caller.toString();
    }
    return record.getSourceClassName() == null
        ? ""
        : record.getSourceClassName() + "." + record.getSourceMethodName();
  }

  private static StackTraceElement callerOnStack() {
    StackTraceElement caller = CallerFinder.find(UsdtFilter.class);
    return caller != null ? caller : CallerFinder.find(UsdtHandler.class);
  }

  @Override
  public String levelName() {
    return ProbeLevels.ownName(record.getLevel());
  }
}
