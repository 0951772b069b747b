package io.github.usdt4j.log4j2;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.spi.AbstractLogger;

/**
 * Makes of a call, at most once, the event that Log4j would have made of it. Suppliers run only
 * then.
 */
final class CallEvent {
  private static final String FQCN = AbstractLogger.class.getName();

  private final Logger logger;
  private final Level level;
  private final Marker marker;
  private final Call call;
  private final boolean needsCaller;
  private LogEvent event;

  /**
   * For one thread.
   *
   * @param needsCaller whether somebody wants to know where the call was made
   */
  CallEvent(Logger logger, Level level, Marker marker, Call call, boolean needsCaller) {
    this.logger = logger;
    this.level = level;
    this.marker = marker;
    this.call = call;
    this.needsCaller = needsCaller;
  }

  /** Always the same. */
  LogEvent event() {
    if (event == null) {
      event = make();
    }
    return event;
  }

  /** Whether the message is one that others see, too; it may keep its text. */
  boolean hasMessageOfOthers() {
    return call instanceof Call.Made;
  }

  private LogEvent make() {
    Message message = call.message(Factories.ownMessages(logger.getMessageFactory()));
    Throwable thrown = call.throwable();
    if (thrown == null && message != null) {
      thrown = message.getThrowable();
    }
    Log4jLogEvent.Builder made =
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger.getName())
            .setLoggerFqcn(FQCN)
            .setMarker(marker)
            .setLevel(level)
            .setMessage(message)
            .setThrown(thrown);
    if (needsCaller) {
      made.setSource(Callers.find());
    }
    return made.build();
  }
}
