package io.github.usdt4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps formatted messages; formats when it gets an event, as a console does. */
public final class TextAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final List<String> texts = new CopyOnWriteArrayList<>();

  /** For a configuration. */
  public TextAppender() {}

  List<String> texts() {
    return Collections.unmodifiableList(texts);
  }

  void clear() {
    texts.clear();
  }

  @Override
  protected void append(ILoggingEvent event) {
    texts.add(event.getFormattedMessage());
  }
}
