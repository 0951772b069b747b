package io.github.usdt4j.log4j2;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.spi.AbstractLogger;

/** Makes of calls the events that Log4j would have made of them. */
final class CallEvents {
  private static final String FQCN = AbstractLogger.class.getName();

  private CallEvents() {}

  /**
   * An event for tracers.
   *
   * @param needsCaller whether somebody wants to know where the call was made
   */
  static LogEvent of(Logger logger, Level level, Marker marker, Call call, boolean needsCaller) {
    Message message = call.message(factory(logger));
    Throwable thrown = call.throwable();
    if (thrown == null && message != null) {
      thrown = message.getThrowable();
    }
    Log4jLogEvent.Builder event =
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger.getName())
            .setLoggerFqcn(FQCN)
            .setMarker(marker)
            .setLevel(level)
            .setMessage(message)
            .setThrown(thrown);
    if (needsCaller) {
      event.setSource(Callers.find());
    }
    return event.build();
  }

  /**
   * The logger's own, unless its messages are the thread's to use again: the application may be
   * about to log one of them.
   */
  private static MessageFactory factory(Logger logger) {
    MessageFactory factory = logger.getMessageFactory();
    return factory instanceof ReusableMessageFactory
        ? ParameterizedMessageFactory.INSTANCE
        : factory;
  }
}
