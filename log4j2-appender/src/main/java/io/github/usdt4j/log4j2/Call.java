package io.github.usdt4j.log4j2;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.apache.logging.log4j.util.MessageSupplier;
import org.apache.logging.log4j.util.Supplier;

/** What a context-wide filter is handed of a log call, in one of three forms. */
sealed interface Call {
  /** Whether there is no message: a guard, a flow call, or a message that is null. */
  boolean isEmpty();

  /** Asks another filter. */
  Filter.Result ask(Filter filter, Logger logger, Level level, Marker marker);

  /** The message that the logger would make. */
  Message message(MessageFactory factory);

  /** What is logged beside the message, or null. */
  Throwable throwable();

  /** A text with arguments; those that are suppliers Log4j does not hand over. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(String text, Object... arguments) implements Call {
    @Override
    public boolean isEmpty() {
      return text == null && (arguments == null || arguments.length == 0);
    }

    @Override
    public Filter.Result ask(Filter filter, Logger logger, Level level, Marker marker) {
      return filter.filter(logger, level, marker, text, arguments);
    }

    @Override
    public Message message(MessageFactory factory) {
      return text != null && text.indexOf('%') >= 0 && Callers.isPrintf()
          ? new StringFormattedMessage(text, arguments)
          : factory.newMessage(text, arguments);
    }

    @Override
    public Throwable throwable() {
      return null;
    }
  }

  /** A text, any object, or a supplier. */
  record Any(Object object, Throwable throwable) implements Call {
    @Override
    public boolean isEmpty() {
      return object == null && throwable == null;
    }

    @Override
    public Filter.Result ask(Filter filter, Logger logger, Level level, Marker marker) {
      return filter.filter(logger, level, marker, object, throwable);
    }

    @Override
    public Message message(MessageFactory factory) {
      Object made = object;
      if (object instanceof Supplier<?> supplier) {
        made = supplier.get();
      } else if (object instanceof MessageSupplier supplier) {
        made = supplier.get();
      }
      if (made instanceof Message message) {
        return message;
      }
      return made instanceof String text ? factory.newMessage(text) : factory.newMessage(made);
    }
  }

  /** A message. */
  record Made(Message made, Throwable throwable) implements Call {
    @Override
    public boolean isEmpty() {
      return made == null;
    }

    @Override
    public Filter.Result ask(Filter filter, Logger logger, Level level, Marker marker) {
      return filter.filter(logger, level, marker, made, throwable);
    }

    @Override
    public Message message(MessageFactory factory) {
      return made;
    }
  }
}
