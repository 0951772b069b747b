package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.GuardCallers;
import io.github.usdt4j.internal.bridge.OpenedGuards;
import io.github.usdt4j.internal.bridge.OtherFilters;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.Rendering;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Marker;

/** Decides for the filter; log calls come here only behind an open gate. */
final class Decider {
  private static final Set<String> LOGGERS =
      Set.of(
          Logger.class.getName(), LoggerContext.class.getName(), TurboFilterList.class.getName());

  private final TurboFilter self;
  private final ContextBridge bridge;
  private final Gate gate;
  private final ContextAppenders<ILoggingEvent> appenders;
  private final ContextAppenders.Reach<ILoggingEvent, Logger, Level> reach;
  private final OpenedGuards guards;
  private final GuardCallers callers;

  Decider(TurboFilter self, ContextBridge bridge) {
    this.self = self;
    this.bridge = bridge;
    gate = bridge.probes().gate();
    appenders = bridge.appenders();
    reach = (logger, level, appender) -> bridge.reaches(logger, appender);
    guards = bridge.guards();
    callers = new GuardCallers(Decider::isLogger, "ch/qos/logback/", Decider::isHandOver);
  }

  private static boolean isLogger(String type) {
    return LOGGERS.contains(type) || type.startsWith("org.slf4j.");
  }

  /**
   * Recognises what brings a finished event to appenders without asking a turbo filter. Appenders
   * are generic, so the parameter is what their class has made of it: an object, or some event.
   */
  private static boolean isHandOver(String owner, String name, String descriptor) {
    return switch (name) {
          case "callAppenders", "appendLoopOnAppenders", "doAppend" -> descriptor.startsWith("(L");
          case "append" -> descriptor.endsWith("LoggingEvent;)V");
          default -> false;
        }
        || (!Versions.FLUENT_CALLS_ASK && FluentCalls.isHandOver(owner, name, descriptor));
  }

  /**
   * Returns whether there is anything to decide on a log call or a guard; the gate of its level is
   * open. This is what a call pays while a tracer is attached to another logger.
   */
  boolean isDue(Logger logger, Level level, int number) {
    return isRendering()
        || (appenders.isWatched(logger.getName(), number)
            && (isBelowLevel(logger, level) || !appenders.reachesAll(logger, level, reach)));
  }

  /**
   * Decides on a log call or a guard that is due, with one or two arguments one by one.
   *
   * @return the reply; or where another filter has changed those arguments, the reply and they
   */
  Object decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      int count,
      Object first,
      Object second,
      Object[] more,
      Throwable throwable) {
    Object[] params =
        switch (count) {
          case 1 -> new Object[] {first};
          case 2 -> new Object[] {first, second};
          default -> more;
        };
    boolean isGuard = format == null && params == null && throwable == null;
    FilterReply reply =
        decide(
            logger,
            level,
            isBelowLevel(logger, level),
            filter -> filter.decide(marker, logger, level, format, params, throwable),
            isGuard
                ? null
                : () -> CopiedEvent.of(bridge, marker, logger, level, format, params, throwable));
    return areChanged(count, params, first, second) ? new Object[] {reply, params} : reply;
  }

  /** Returns whether one or two arguments are not what they were: a filter may mask them. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean areChanged(int count, Object[] params, Object first, Object second) {
    return (count == 1 || count == 2)
        && (params[0] != first || (count == 2 && params[1] != second));
  }

  /**
   * Decides on an event that is complete, as fluent calls make it: no level check follows. It is
   * called whether or not the gate is open.
   */
  FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    Level level = Level.convertAnSLF4JLevel(event.getLevel());
    boolean isBelow = isBelowLevel(logger, level) && guards.remembers(logger.getName());
    int number = ProbeLevels.of(level);
    boolean isDue = gate.isOpen(number) && isDue(logger, level, number);
    if (!isBelow && !isDue) {
      return FilterReply.NEUTRAL;
    }
    FilterReply reply =
        decide(
            logger,
            level,
            isBelow,
            filter ->
                isBelow ? ofOpened(filter, logger, level, event) : filter.decide(logger, event),
            () -> CopiedEvent.of(bridge, logger, level, event));
    // Neutral would let it be logged.
    return isBelow && reply == FilterReply.NEUTRAL ? FilterReply.DENY : reply;
  }

  /**
   * Returns what a filter says of an event whose guard was opened. It may accept the marker, but
   * the guard is asked without one, and without a tracer there would be no event.
   */
  private static FilterReply ofOpened(
      TurboFilter filter, Logger logger, Level level, org.slf4j.event.LoggingEvent event) {
    FilterReply reply = filter.decide(logger, event);
    return reply == FilterReply.ACCEPT
            && filter.decide(null, logger, level, null, null, null) != FilterReply.ACCEPT
        ? FilterReply.NEUTRAL
        : reply;
  }

  private FilterReply decide(
      Logger logger,
      Level level,
      boolean isBelowLevel,
      Function<TurboFilter, FilterReply> question,
      Supplier<ILoggingEvent> source) {
    FilteredCall call = new FilteredCall(this, logger, level, isBelowLevel, question, source);
    return FilterReply.valueOf(appenders.decide(call).name());
  }

  Reply askOthers(Function<TurboFilter, FilterReply> question) {
    return OtherFilters.ask(
        bridge.filters(), self, filter -> Reply.valueOf(question.apply(filter).name()));
  }

  /** Returns whether a guard of the logger may be opened for the code that asks on this thread. */
  boolean callerComesBack(Logger logger) {
    return (Versions.FLUENT_CALLS_ASK || !FluentCalls.mayAsk())
        && callers.comeBack(ProbeLevels.of(logger.getEffectiveLevel()));
  }

  boolean reaches(Logger logger, AppenderProbes<ILoggingEvent> appender) {
    return bridge.reaches(logger, appender);
  }

  void guardOpened(Logger logger) {
    guards.remember(logger.getName());
  }

  private boolean isRendering() {
    return gate.isHeld() && Rendering.isActive();
  }

  private static boolean isBelowLevel(Logger logger, Level level) {
    return logger.getEffectiveLevel().levelInt > level.levelInt;
  }
}
