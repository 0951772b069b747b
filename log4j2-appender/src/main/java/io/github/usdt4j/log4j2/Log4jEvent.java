package io.github.usdt4j.log4j2;

import io.github.usdt4j.logging.EventView;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.filter.Filterable;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;

/** A Log4j event as a log probe sees it. Log4j may use the event again once it is fired. */
final class Log4jEvent implements EventView {
  /** The key of the context stack. */
  private static final String NDC = "ndc";

  /** Gives the event, always the same. */
  private final Supplier<LogEvent> source;

  /** Null when the message is taken as it is. */
  private final Layout<? extends Serializable> layout;

  /** Null when the event has passed all filters. */
  private final Filterable filters;

  /** Whether Log4j makes the event again when others are to see it. */
  private final boolean isCopy;

  private Log4jEvent(
      Supplier<LogEvent> source,
      Layout<? extends Serializable> layout,
      Filterable filters,
      boolean isCopy) {
    this.source = source;
    this.layout = layout;
    this.filters = filters;
    this.isCopy = isCopy;
  }

  /** One that reached an appender. */
  static Log4jEvent of(LogEvent event, Layout<? extends Serializable> layout) {
    return new Log4jEvent(() -> event, layout, null, false);
  }

  /** One that the context-wide filter has met; the appender's own filters may be null. */
  static Log4jEvent of(CallEvent call, Layout<? extends Serializable> layout, Filterable filters) {
    return new Log4jEvent(call, layout, filters, true);
  }

  private LogEvent event() {
    return source.get();
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
  public void prepare() {
    Message message = event().getMessage();
    if (message != null && !isCopy) {
      // It keeps its text: toString() of an argument runs once, as without a tracer.
      message.getFormattedMessage();
    }
  }

  @Override
  public String message() {
    if (layout == null) {
      Message message = event().getMessage();
      return message == null ? null : message.getFormattedMessage();
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
    Map<String, String> context = new LinkedHashMap<>();
    event().getContextData().forEach((key, value) -> context.put(key, String.valueOf(value)));
    if (event().getContextStack() != null && event().getContextStack().getDepth() > 0) {
      context.put(NDC, String.join(" ", event().getContextStack().asList()));
    }
    return context;
  }

  @Override
  public Map<String, String> pairs() {
    if (!(event().getMessage() instanceof MapMessage<?, ?> message)) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    message.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  @Override
  public List<String> markers() {
    return event().getMarker() == null ? List.of() : List.of(event().getMarker().getName());
  }

  @Override
  public String throwable() {
    Throwable thrown = event().getThrown();
    if (thrown == null) {
      return "";
    }
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getName()
        : thrown.getClass().getName() + ": " + message;
  }

  @Override
  public String stackTrace() {
    Throwable thrown = event().getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Override
  public String caller() {
    StackTraceElement caller = event().getSource();
    return caller == null ? "" : caller.toString();
  }

  @Override
  public String levelName() {
    return Log4jLevels.ownName(event().getLevel());
  }
}
