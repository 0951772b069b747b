package io.github.usdt4j.internal;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lists the arguments of a log probe, in the order in which a tracer numbers them: {@code MESSAGE}
 * is {@code arg0}. This is the one place of their order, their types and their limits; C gets all
 * three with each call.
 */
public enum EventArgument {
  /** The argument is the formatted message; the appender's {@code maxMessageBytes} is its limit. */
  MESSAGE(Integer.MAX_VALUE),
  /** The argument is the logger's name. */
  LOGGER(Integer.MAX_VALUE),
  /** The argument is the level's number, and whether the configuration disables the event. */
  LEVEL("int", 0),
  /** The argument is MDC and key/value pairs as {@code key=value}. */
  CONTEXT(4096),
  /** The argument is the value of the first key of the option {@code mdcArgs}. */
  MDC_1(1024),
  MDC_2(1024),
  /** The argument is the name of the Java thread. */
  THREAD(1024),
  /** The argument is the throwable as {@code class: message}. */
  THROWABLE(1024),
  MDC_3(1024),
  MDC_4(1024),
  MDC_5(1024),
  MDC_6(1024);

  /**
   * Lists the arguments that the keys of the option {@code mdcArgs} have, in the order of the keys.
   */
  public static final List<EventArgument> MDC = List.of(MDC_1, MDC_2, MDC_3, MDC_4, MDC_5, MDC_6);

  /** Counts the arguments. */
  public static final int COUNT = values().length;

  private final String cType;
  private final int maxBytes;

  EventArgument(int maxBytes) {
    this(Registration.TEXT, maxBytes);
  }

  EventArgument(String cType, int maxBytes) {
    this.cType = cType;
    this.maxBytes = maxBytes;
  }

  /** Returns the number n of a tracer's {@code argn}. */
  @SuppressWarnings("EnumOrdinal") // the order is what this class is for
  public int index() {
    return ordinal();
  }

  /** Returns where a text is cut, in bytes of UTF-8. */
  public int maxBytes() {
    return maxBytes;
  }

  /** Returns the C types of all arguments, in order. */
  public static List<String> cTypes() {
    return Stream.of(values()).map(argument -> argument.cType).toList();
  }

  /**
   * Returns the limits of all arguments, in order.
   *
   * @param maxMessageBytes the limit of the message
   */
  public static int[] limits(int maxMessageBytes) {
    int[] limits = Stream.of(values()).mapToInt(EventArgument::maxBytes).toArray();
    limits[MESSAGE.index()] = maxMessageBytes;
    return limits;
  }
}
