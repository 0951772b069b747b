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

  private final LogEvent event;

  /** Null when the message is taken as it is. */
  private final Layout<? extends Serializable> layout;

  /** Null when the event has passed all filters. */
  private final Filterable filters;

  /** Whether it was made for tracers alone. */
  private final boolean isOfCall;

  Log4jEvent(
      LogEvent event, Layout<? extends Serializable> layout, Filterable filters, boolean isOfCall) {
    this.event = event;
    this.layout = layout;
    this.filters = filters;
    this.isOfCall = isOfCall;
  }

  @Override
  public boolean isDenied() {
    return filters != null && filters.isFiltered(event);
  }

  @Override
  public void prepare() {
    if (!isOfCall) {
      // Messages keep their text: toString() of an argument runs once, as without a tracer.
      Message message = event.getMessage();
      if (message != null) {
        message.getFormattedMessage();
      }
    }
  }

  @Override
  public String message() {
    if (layout == null) {
      Message message = event.getMessage();
      return message == null ? null : message.getFormattedMessage();
    }
    return layout instanceof StringLayout texts
        ? texts.toSerializable(event)
        : new String(layout.toByteArray(event), StandardCharsets.UTF_8);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(
        event.getInstant().getEpochSecond(), event.getInstant().getNanoOfSecond());
  }

  @Override
  public String threadName() {
    return event.getThreadName();
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new LinkedHashMap<>();
    event.getContextData().forEach((key, value) -> context.put(key, String.valueOf(value)));
    if (event.getContextStack() != null && event.getContextStack().getDepth() > 0) {
      context.put(NDC, String.join(" ", event.getContextStack().asList()));
    }
    return context;
  }

  @Override
  public Map<String, String> pairs() {
    if (!(event.getMessage() instanceof MapMessage<?, ?> message)) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    message.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  @Override
  public List<String> markers() {
    return event.getMarker() == null ? List.of() : List.of(event.getMarker().getName());
  }

  @Override
  public String throwable() {
    Throwable thrown = event.getThrown();
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
    Throwable thrown = event.getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Override
  public String caller() {
    StackTraceElement caller = event.getSource();
    return caller == null ? "" : caller.toString();
  }

  @Override
  public String levelName() {
    return Log4jLevels.ownName(event.getLevel());
  }
}
