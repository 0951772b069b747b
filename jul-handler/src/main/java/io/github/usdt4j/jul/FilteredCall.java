package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.Reply;
import java.util.logging.LogRecord;

/** Shows a record as the filter of its logger meets it. It is the event at once. */
final class FilteredCall extends LogCall<LogRecord> {
  private final UsdtFilter filter;
  private final LogRecord record;

  FilteredCall(UsdtFilter filter, LogRecord record, int level, boolean isBelowLevel) {
    super(LoggedEvent.loggerName(record, filter.logger().getName()), level, isBelowLevel);
    this.filter = filter;
    this.record = record;
  }

  @Override
  protected boolean hasEvent() {
    return true;
  }

  @Override
  protected boolean comesBack() {
    return true;
  }

  @Override
  protected boolean reaches(AppenderProbes<LogRecord> appender) {
    return filter.reaches(appender);
  }

  /**
   * Asks the application's filter of the logger. Below the level nobody would have asked it, so
   * what it throws there is not for the application.
   */
  @Override
  protected Reply askOthers() {
    if (!isBelowLevel()) {
      return filter.passesOwn(record) ? Reply.NEUTRAL : Reply.DENY;
    }
    try {
      return filter.passesOwn(record) ? Reply.NEUTRAL : Reply.DENY;
    } catch (Throwable e) {
      // Nor is a report: without a tracer there would be no failure.
      return Reply.DENY;
    }
  }

  @Override
  protected LogRecord makeEvent() {
    return record;
  }
}
