package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.CallerFinder;
import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.OtherFilters;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.SafeText;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Flow;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import io.github.usdt4j.log4j2.internal.SilentMessages;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.AbstractLogger;
import org.apache.logging.log4j.util.StringMap;

/** Shows a log call or a guard, as the filter was asked about it. */
final class FilteredCall extends LogCall<LogEvent> {
  private static final String FQCN = AbstractLogger.class.getName();

  private final UsdtFilter filter;
  private final Logger logger;
  private final Level level;
  private final Marker marker;
  private final Call call;

  FilteredCall(UsdtFilter filter, Logger logger, Level level, Marker marker, Call call) {
    super(logger.getName(), ProbeLevels.of(level), UsdtFilter.isBelowLevel(logger, level));
    this.filter = filter;
    this.logger = logger;
    this.level = level;
    this.marker = marker;
    this.call = call;
  }

  @Override
  protected boolean hasEvent() {
    return !call.isEmpty();
  }

  @Override
  protected boolean comesBack() {
    return !Flow.isFlow(marker) && filter.callerComesBack(logger);
  }

  /**
   * Returns whether the event is for tracers alone. A message that the application has made is not:
   * the appenders get it too, and it may keep its text.
   */
  @Override
  protected boolean isCopy() {
    return !(call instanceof Call.Made);
  }

  @Override
  protected boolean reaches(AppenderProbes<LogEvent> appender) {
    return filter.bridge().reaches(logger, level, call, appender);
  }

  @Override
  protected boolean mayStillReach() {
    return !filter.bridge().isAsynchronous();
  }

  @Override
  protected Reply askOthers() {
    return OtherFilters.ask(
        filter.bridge().filters(), filter, other -> Reply.valueOf(ask(other).name()));
  }

  private Filter.Result ask(Filter other) {
    if (call instanceof Call.Text text) {
      return other.filter(logger, level, marker, text.text(), text.arguments());
    }
    if (call instanceof Call.Made message) {
      return other.filter(logger, level, marker, message.made(), message.throwable());
    }
    Call.Any any = (Call.Any) call;
    return other.filter(logger, level, marker, any.object(), any.throwable());
  }

  private Message message() {
    try {
      Message message = call.message(logger.getMessageFactory());
      // At its level appenders get the message that the application has made, which keeps its text.
      return isBelowLevel() || isCopy() ? SilentMessages.of(message) : message;
    } catch (Throwable e) {
      filter.failed("the message of an event of " + logger.getName() + " could not be rendered", e);
      return new SimpleMessage(SafeText.failed("message", e));
    }
  }

  /** Makes the event that Log4j would have made; a supplier runs only now. */
  @Override
  protected LogEvent makeEvent() {
    Message message = message();
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
    StringMap context = filter.bridge().contextWithProperties(logger.get());
    if (context != null) {
      made.setContextData(context);
    }
    if (filter.bridge().needsCaller()) {
      made.setSource(CallerFinder.find(CallFilter.class));
    }
    return made.build();
  }
}
