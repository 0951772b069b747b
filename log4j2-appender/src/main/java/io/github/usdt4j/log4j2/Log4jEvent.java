package io.github.usdt4j.log4j2;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.filter.Filterable;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/** A Log4j event as a log probe sees it. Log4j may use the event again once it is fired. */
final class Log4jEvent extends Log4jView {
  /** Null where it is to be made of a call. */
  private final LogEvent event;

  /** Null where there is an event. */
  private final CallEvent call;

  /** Null when the message is taken as it is. */
  private final Layout<? extends Serializable> layout;

  /** Null when the event has passed all filters. */
  private final Filterable filters;

  /** Whether Log4j makes the event again when others are to see it. */
  private final boolean isCopy;

  private Log4jEvent(
      LogEvent event,
      CallEvent call,
      Layout<? extends Serializable> layout,
      Filterable filters,
      boolean isCopy) {
    this.event = event;
    this.call = call;
    this.layout = layout;
    this.filters = filters;
    this.isCopy = isCopy;
  }

  /** One that reached an appender. */
  static Log4jEvent of(LogEvent event, Layout<? extends Serializable> layout) {
    return new Log4jEvent(event, null, layout, null, false);
  }

  /** One that the context-wide filter has met; the appender's own filters may be null. */
  static Log4jEvent of(CallEvent call, Layout<? extends Serializable> layout, Filterable filters) {
    return new Log4jEvent(null, call, layout, filters, !call.hasMessageOfOthers());
  }

  private LogEvent event() {
    return event != null ? event : call.event();
  }

  @Override
  public boolean isCopy() {
    return isCopy;
  }

  @Override
  public boolean isDenied() {
    return filters != null && filters.isFiltered(event());
  }

  @Override
  Message logged() {
    return event().getMessage();
  }

  @Override
  Throwable thrown() {
    return event().getThrown();
  }

  @Override
  Marker marker() {
    return event().getMarker();
  }

  @Override
  Level level() {
    return event().getLevel();
  }

  @Override
  public String message() {
    if (layout == null) {
      return super.message();
    }
    return layout instanceof StringLayout texts
        ? texts.toSerializable(event())
        : new String(layout.toByteArray(event()), StandardCharsets.UTF_8);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(
        event().getInstant().getEpochSecond(), event().getInstant().getNanoOfSecond());
  }

  @Override
  public String threadName() {
    return event().getThreadName();
  }

  @Override
  public Map<String, String> context() {
    ReadOnlyStringMap data = event().getContextData();
    ThreadContext.ContextStack stack = event().getContextStack();
    if (data.isEmpty() && (stack == null || stack.getDepth() == 0)) {
      return Map.of();
    }
    Map<String, String> context = new LinkedHashMap<>();
    data.forEach((key, value) -> context.put(key, String.valueOf(value)));
    put(context, stack);
    return context;
  }

  @Override
  public String caller() {
    StackTraceElement caller = event().getSource();
    return caller == null ? "" : caller.toString();
  }
}
