package io.github.usdt4j.log4j2.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;

/** Recognises those who log: the logging interfaces over Log4j and their habits. */
public final class Callers {
  private static final String LOG4J = "org.apache.logging.";

  /**
   * The logging interfaces that ask whether a level is enabled, and then log without asking again.
   */
  private static final List<String> UNASKING = List.of("org.apache.log4j.", "org.jboss.logging.");

  /**
   * A part of the names of loggers that JBoss Logging generates from interfaces, as Hibernate has
   * them.
   */
  private static final String JBOSS_GENERATED = "_$logger";

  /** Our own logger class, which extends one of Log4j's. */
  private static final String WRAPPER = "io.github.usdt4j.log4j2.logger.UsdtLogger";

  /** How fluent calls begin, in Log4j's own classes. */
  private static final Set<String> FLUENT =
      Set.of("atTrace", "atDebug", "atInfo", "atWarn", "atError", "atFatal", "atLevel");

  /** The loggers of SLF4J over Log4j, for the first and the second SLF4J. */
  private static final String SLF4J = "org.apache.logging.slf4j.Log4jLogger";

  private static final String SUPPLIERS = "[Lorg/apache/logging/log4j/util/Supplier;";
  private static final String LEVEL = "Lorg/apache/logging/log4j/Level;";
  private static final String EVENT = "Lorg/apache/logging/log4j/core/LogEvent;";
  private static final String ANY_EVENT = "LogEvent;";
  private static final String LOGGER_CONFIG = "org/apache/logging/log4j/core/config/LoggerConfig";

  /**
   * Whether Log4j's fluent calls meet the filters when they log, and not only when they ask their
   * guard: those of 2.17 do not.
   */
  private static final boolean FLUENT_CALLS_ASK = doFluentCallsAsk();

  /** From JDK 21 on a frame tells its types only where its class may be known. */
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Callers() {}

  private static boolean doFluentCallsAsk() {
    try {
      String builder = "org.apache.logging.log4j.internal.DefaultLogBuilder";
      return Stream.of(
              Class.forName(builder, false, Logger.class.getClassLoader()).getDeclaredMethods())
          .anyMatch(method -> method.getName().equals("isEnabled"));
    } catch (ReflectiveOperationException | LinkageError e) {
      // A version without fluent calls, or one that makes them in another way: it is newer.
      return true;
    }
  }

  /** Returns whether a guard is asked by a fluent call that logs without asking again. */
  public static boolean isUnaskingFluentCall() {
    return !FLUENT_CALLS_ASK && isCalledBy(frame -> FLUENT.contains(frame.getMethodName()));
  }

  /** Returns whether guards are asked through a class. */
  public static boolean isLogger(String type) {
    return type.startsWith(LOG4J) || type.startsWith("org.slf4j.") || type.equals(WRAPPER);
  }

  /**
   * Recognises what brings an event to appenders without asking a context-wide filter. Log4j's own
   * interface has such methods for loggers of other interfaces: {@code logMessage}.
   */
  public static boolean isHandOver(String owner, String name, String descriptor) {
    return switch (name) {
      case "logMessage" -> descriptor.contains(LEVEL);
      case "log" ->
          descriptor.contains(EVENT) || (owner.equals(LOGGER_CONFIG) && descriptor.contains(LEVEL));
      // Appenders may have methods of their own for one kind of event.
      case "append", "callAppender", "callAppenders", "logParent" -> descriptor.contains(ANY_EVENT);
      default -> false;
    };
  }

  /**
   * Returns whether an event was logged by an interface that asks only once, so that no filter has
   * met it.
   */
  public static boolean isUnasked(String fqcn) {
    return fqcn != null
        && (UNASKING.stream().anyMatch(fqcn::startsWith) || fqcn.contains(JBOSS_GENERATED));
  }

  /**
   * Returns whether a call was made with {@code printf}; filters are told only a text and
   * arguments.
   */
  static boolean isPrintf() {
    return isCalledBy(frame -> frame.getMethodName().equals("printf"));
  }

  /**
   * Returns whether Log4j, or its binding of SLF4J, keeps a part of a call from filters: arguments
   * that are suppliers, or the throwable of a {@code LocationAwareLogger}.
   */
  static boolean showsPart() {
    return isCalledBy(
        frame ->
            switch (frame.getMethodName()) {
              case "logIfEnabled" -> frame.getDescriptor().contains(SUPPLIERS);
              case "log" -> frame.getClassName().equals(SLF4J);
              default -> false;
            });
  }

  /** Returns whether one of Log4j's own methods between a call and its filter is such. */
  private static boolean isCalledBy(Predicate<StackWalker.StackFrame> method) {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> !isLog4j(frame))
                .takeWhile(Callers::isLog4j)
                .anyMatch(method));
  }

  private static boolean isLog4j(StackWalker.StackFrame frame) {
    return frame.getClassName().startsWith(LOG4J) || frame.getClassName().equals(WRAPPER);
  }
}
