package io.github.usdt4j.log4j2.internal;

import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.util.MessageSupplier;
import org.apache.logging.log4j.util.Supplier;

/** Shows a log call as it was made, in one of the three forms in which Log4j tells filters. */
public sealed interface Call {
  /**
   * Returns whether there is no message: the call is a guard, a flow call, or one whose message is
   * null.
   */
  boolean isEmpty();

  /**
   * Makes the message that the logger would make, for tracers alone. It is not the one that the
   * thread uses again, since the application may be about to log with that.
   */
  Message message(MessageFactory factory);

  /** Returns what is logged beside the message, or null. */
  Throwable throwable();

  /**
   * Returns whether the event has arguments or a throwable that the filter is not shown. It may
   * look at the stack of this thread.
   */
  default boolean isShownInPart() {
    return false;
  }

  /**
   * Shows a text with arguments; Log4j does not hand over arguments that are suppliers.
   *
   * @param isWhole whether the arguments came one by one, as they only do where there is no more
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(String text, boolean isWhole, Object... arguments) implements Call {
    @Override
    public boolean isEmpty() {
      return text == null && (arguments == null || arguments.length == 0);
    }

    @Override
    public boolean isShownInPart() {
      return !isWhole && (arguments == null || Callers.showsPart());
    }

    @Override
    public Message message(MessageFactory factory) {
      return text != null && text.indexOf('%') >= 0 && Callers.isPrintf()
          ? SilentMessages.printf(text, arguments)
          : SilentMessages.make(own(factory), text, arguments);
    }

    @Override
    public Throwable throwable() {
      return null;
    }
  }

  /** Shows a text, any object, or a supplier. */
  record Any(Object object, Throwable throwable) implements Call {
    @Override
    public boolean isEmpty() {
      return object == null && throwable == null;
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
      MessageFactory own = own(factory);
      return made instanceof String text ? own.newMessage(text) : own.newMessage(made);
    }
  }

  /** Shows a message that the application has made. */
  record Made(Message made, Throwable throwable) implements Call {
    @Override
    public boolean isEmpty() {
      return made == null;
    }

    @Override
    public Message message(MessageFactory factory) {
      return made;
    }
  }

  private static MessageFactory own(MessageFactory factory) {
    return factory instanceof ReusableMessageFactory
        ? ParameterizedMessageFactory.INSTANCE
        : factory;
  }
}
