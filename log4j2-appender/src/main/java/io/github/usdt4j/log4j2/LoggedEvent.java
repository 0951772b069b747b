package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.FlatTexts;
import io.github.usdt4j.log4j2.internal.MessageView;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/** Shows a Log4j event to a log probe. Log4j may use the event again once it is fired. */
final class LoggedEvent extends MessageView {
  private final LogEvent event;

  /** The layout of the message; null when the message is taken as it is. */
  private final Layout<? extends Serializable> layout;

  LoggedEvent(LogEvent event, Layout<? extends Serializable> layout) {
    this.event = event;
    this.layout = layout;
  }

  @Override
  protected Message logged() {
    return event.getMessage();
  }

  @Override
  protected Throwable thrown() {
    return event.getThrown();
  }

  @Override
  protected Marker marker() {
    return event.getMarker();
  }

  @Override
  protected Level logLevel() {
    return event.getLevel();
  }

  @Override
  public String message() {
    if (layout == null) {
      return super.message();
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
    ReadOnlyStringMap data = event.getContextData();
    ThreadContext.ContextStack stack = event.getContextStack();
    if (data.isEmpty() && (stack == null || stack.getDepth() == 0)) {
      return Map.of();
    }
    FlatTexts texts = new FlatTexts();
    data.forEach(texts::put);
    put(texts.texts(), stack);
    return texts.texts();
  }

  @Override
  public String caller() {
    StackTraceElement caller = event.getSource();
    return caller == null ? "" : caller.toString();
  }
}
