package io.github.usdt4j.internal;

import io.github.usdt4j.ArgType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arguments of a log probe, in the order in which a tracer numbers them: {@code MESSAGE} is
 * {@code arg0}. This is the one place of their order, their types and their limits; C gets all
 * three with each call.
 */
public enum EventArgument {
  /** The formatted message; the appender's {@code maxMessageBytes} is its limit. */
  MESSAGE(ArgType.STRING, Integer.MAX_VALUE),
  /** The logger's name. */
  LOGGER(ArgType.STRING, Integer.MAX_VALUE),
  /** The level's number, and whether the configuration disables the event. */
  LEVEL(ArgType.INT32, 0),
  /** MDC and key/value pairs as {@code key=value}. */
  CONTEXT(ArgType.STRING, 4096),
  /** The value of the first key of the option {@code mdcArgs}. */
  MDC_1(ArgType.STRING, 1024),
  MDC_2(ArgType.STRING, 1024),
  /** The name of the Java thread. */
  THREAD(ArgType.STRING, 1024),
  /** The throwable as {@code class: message}. */
  THROWABLE(ArgType.STRING, 1024),
  MDC_3(ArgType.STRING, 1024),
  MDC_4(ArgType.STRING, 1024),
  MDC_5(ArgType.STRING, 1024),
  MDC_6(ArgType.STRING, 1024);

  /** The arguments that the keys of the option {@code mdcArgs} have, in the order of the keys. */
  public static final List<EventArgument> MDC = List.of(MDC_1, MDC_2, MDC_3, MDC_4, MDC_5, MDC_6);

  /** The number of arguments. */
  public static final int COUNT = values().length;

  private final ArgType type;
  private final int maxBytes;

  EventArgument(ArgType type, int maxBytes) {
    this.type = type;
    this.maxBytes = maxBytes;
  }

  /** Returns the number n of a tracer's {@code argn}. */
  @SuppressWarnings("EnumOrdinal") // the order is what this class is for
  public int index() {
    return ordinal();
  }

  public ArgType type() {
    return type;
  }

  /** Returns where a text is cut, in bytes of UTF-8. */
  public int maxBytes() {
    return maxBytes;
  }

  /** Returns the types of all arguments, in order. */
  public static List<ArgType> types() {
    return Stream.of(values()).map(EventArgument::type).toList();
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
