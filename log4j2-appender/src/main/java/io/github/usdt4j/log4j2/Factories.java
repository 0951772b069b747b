package io.github.usdt4j.log4j2;

import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.message.ReusableMessageFactory;

/** Which factory makes the messages of events that are for tracers alone. */
final class Factories {
  private Factories() {}

  /**
   * The logger's own, unless its messages are the thread's to use again: the application may be
   * about to log one of them.
   */
  static MessageFactory ownMessages(MessageFactory factory) {
    return factory instanceof ReusableMessageFactory
        ? ParameterizedMessageFactory.INSTANCE
        : factory;
  }
}
