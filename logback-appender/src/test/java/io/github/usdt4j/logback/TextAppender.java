package io.github.usdt4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps formatted messages; formats when it gets an event, as a console does. */
public final class TextAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final List<Text> texts = new CopyOnWriteArrayList<>();

  private record Text(String logger, String message) {}

  /** For a configuration. */
  public TextAppender() {}

  List<String> texts() {
    return texts.stream().map(Text::message).toList();
  }

  List<String> texts(String logger) {
    return texts.stream().filter(text -> text.logger().equals(logger)).map(Text::message).toList();
  }

  void clear() {
    texts.clear();
  }

  @Override
  protected void append(ILoggingEvent event) {
    texts.add(new Text(event.getLoggerName(), event.getFormattedMessage()));
  }
}
