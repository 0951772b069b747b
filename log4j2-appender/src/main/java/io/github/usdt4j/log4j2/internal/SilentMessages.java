package io.github.usdt4j.log4j2.internal;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.regex.Pattern;
import org.apache.logging.log4j.message.FormattedMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.MessageFormatMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.message.ParameterizedNoReferenceMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringFormattedMessage;

/**
 * Makes messages for tracers alone. Log4j's own report a text whose arguments do not fit, when they
 * are rendered: without a tracer nobody would render them, and nothing would be reported.
 */
public final class SilentMessages {
  private static final String BRACES = "{}";

  /** A conversion of {@link java.util.Formatter}, by which Log4j knows such a text. */
  private static final Pattern PRINTF =
      Pattern.compile("%(\\d+\\$)?([-#+ 0,(<]*)?(\\d+)?(\\.\\d+)?([tT])?([a-zA-Z%])");

  private SilentMessages() {}

  /** Makes what a factory makes of a text with arguments; arguments may be null. */
  static Message make(MessageFactory factory, String text, Object[] arguments) {
    if (arguments == null || arguments.length == 0) {
      return factory.newMessage(text);
    }
    boolean isParameterized =
        factory instanceof ParameterizedMessageFactory
            || factory instanceof ParameterizedNoReferenceMessageFactory;
    return factory.newMessage(text, isParameterized ? fitting(text, arguments) : arguments);
  }

  /** Makes what {@code printf} would have made. */
  static Message printf(String text, Object[] arguments) {
    boolean isNone = arguments == null || arguments.length == 0;
    Object last = isNone ? null : arguments[arguments.length - 1];
    try {
      return new Printed(String.format(text, arguments), last);
    } catch (IllegalFormatException e) {
      return new Printed(text, last);
    }
  }

  /**
   * Returns a message that the application has made, or another with the same text; null for null.
   */
  public static Message of(Message made) {
    // Subclasses may make their text in another way.
    if (made instanceof StringFormattedMessage text && isOf(text, StringFormattedMessage.class)) {
      return printf(text.getFormat(), text.getParameters());
    }
    if (made instanceof FormattedMessage text && isOf(text, FormattedMessage.class)) {
      return formatted(text.getFormat(), text.getParameters());
    }
    if (made instanceof MessageFormatMessage text && isOf(text, MessageFormatMessage.class)) {
      return messageFormat(text.getFormat(), text.getParameters());
    }
    if (!(made instanceof ParameterizedMessage text && isOf(text, ParameterizedMessage.class))) {
      return made;
    }
    Object[] arguments = text.getParameters() == null ? new Object[0] : text.getParameters();
    Object[] fitting = fitting(text.getFormat(), arguments);
    return fitting == arguments
        ? made
        : new ParameterizedMessage(text.getFormat(), fitting, text.getThrowable());
  }

  /** Makes a text of the style that it has itself, as Log4j finds it out. */
  private static Message formatted(String text, Object[] arguments) {
    try {
      if (new MessageFormat(text).getFormats().length > 0) {
        return messageFormat(text, arguments);
      }
    } catch (IllegalArgumentException e) {
      // It is of another style.
    }
    Object[] all = arguments == null ? new Object[0] : arguments;
    return PRINTF.matcher(text).find()
        ? printf(text, arguments)
        : new ParameterizedMessage(text, fitting(text, all));
  }

  private static Message messageFormat(String text, Object[] arguments) {
    Object last =
        arguments == null || arguments.length == 0 ? null : arguments[arguments.length - 1];
    try {
      return new Printed(MessageFormat.format(text, arguments), last);
    } catch (IllegalArgumentException e) {
      return new Printed(text, last);
    }
  }

  private static boolean isOf(Message message, Class<? extends Message> type) {
    return message.getClass() == type;
  }

  /** Returns as many arguments as the text has braces, and then the throwable, if any. */
  private static Object[] fitting(String text, Object[] arguments) {
    int braces = ParameterizedMessage.countArgumentPlaceholders(text);
    int given = arguments.length;
    if (braces == given) {
      return arguments;
    }
    Object last = given > braces ? arguments[given - 1] : null;
    boolean hasThrowable = last instanceof Throwable;
    Object[] fitting = Arrays.copyOf(arguments, hasThrowable ? braces + 1 : braces, Object[].class);
    if (given < braces) {
      // What has no argument shows itself.
      Arrays.fill(fitting, given, braces, BRACES);
    }
    if (hasThrowable) {
      fitting[braces] = last;
    }
    return fitting;
  }

  private static final class Printed extends SimpleMessage {
    private static final long serialVersionUID = 1L;

    private final transient Throwable thrown;

    Printed(String text, Object last) {
      super(text);
      thrown = last instanceof Throwable throwable ? throwable : null;
    }

    @Override
    public Throwable getThrowable() {
      return thrown;
    }
  }
}
