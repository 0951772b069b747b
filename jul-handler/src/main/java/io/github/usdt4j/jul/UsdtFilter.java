package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.Rendering;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Stands in a logger in front of the application's own filter while a tracer is attached. It fires
 * the records that the application's level keeps out of the log, and those that reach no handler of
 * ours, and lets pass what would pass without a tracer. {@link LevelOpener} installs it.
 */
final class UsdtFilter implements Filter {
  private final ContextBridge bridge;
  private final Logger logger;

  /** The application's filter, or null. */
  private final Filter own;

  UsdtFilter(ContextBridge bridge, Logger logger, Filter own) {
    this.bridge = bridge;
    this.logger = logger;
    this.own = own;
  }

  Logger logger() {
    return logger;
  }

  Filter own() {
    return own;
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    Filter outer = logger.getFilter();
    if (outer != this && outer instanceof UsdtFilter) {
      // The application has put a filter around this one, and that one has another around it.
      return passesOwn(record);
    }
    if (JBoss.isOfOther(logger, record)) {
      // A logger below asks the filters above, and its own one has decided.
      return passesOwn(record);
    }
    boolean passes = isLoggableOfThis(record);
    if (passes) {
      PassedRecord.remember(record);
    }
    return passes;
  }

  private boolean isLoggableOfThis(LogRecord record) {
    boolean isBelow = bridge.levels().isBelow(logger, record);
    int level = ProbeLevels.of(record.getLevel());
    if (!isDue(record, level)) {
      return !isBelow && passesOwn(record);
    }
    Reply reply = bridge.appenders().decide(new FilteredCall(this, record, level, isBelow));
    return reply == Reply.NEUTRAL ? !isBelow && passesOwn(record) : reply == Reply.ACCEPT;
  }

  private boolean isDue(LogRecord record, int level) {
    return bridge.probes().gate().isOpen(level)
        && (Rendering.isActive()
            || bridge
                .appenders()
                .isWatched(LoggedEvent.loggerName(record, logger.getName()), level));
  }

  boolean passesOwn(LogRecord record) {
    return own == null || own.isLoggable(record);
  }

  boolean reaches(AppenderProbes<LogRecord> probes) {
    return Reach.reaches(logger, bridge.levels(), probes);
  }
}
