package io.github.usdt4j.jul;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.StartOutcome;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.WatchedProbes;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * Makes every logger and level a probe that a tracer can attach to, also for records that the
 * configuration disables. One line in logging.properties is the whole set-up:
 *
 * <pre>
 * handlers = java.util.logging.ConsoleHandler, io.github.usdt4j.jul.UsdtHandler
 * io.github.usdt4j.jul.UsdtHandler.provider = shop
 * </pre>
 *
 * <p>A handler has its probes from the constructor until {@link #close}. A mistake in its options,
 * and why there are no probes, goes to the error manager, which by default prints it; the handler
 * then does nothing. All methods may be called by any thread.
 *
 * <p>While a tracer is attached, loggers have a level and a filter of this library in place of the
 * application's, and the other handlers a filter; docs/limits.md says what that changes.
 */
public final class UsdtHandler extends Handler {
  private final LogOptions options;
  private final ContextBridge bridge;
  private final Gate gate;
  private final boolean isStarted;

  /** The handler's probes; null while there are none. */
  private volatile AppenderProbes<LogRecord> probes;

  /**
   * Makes a handler with the options in the log manager's configuration: properties with the name
   * of this class, a dot, and the option's name.
   */
  public UsdtHandler() {
    this(
        LogManager.getLogManager(),
        HandlerProperties.read(LogManager.getLogManager()),
        Map::of,
        new ErrorManager());
  }

  /**
   * Makes a handler with these options.
   *
   * @param options values by the options' names, as in logging.properties; not null
   */
  public UsdtHandler(Map<String, String> options) {
    this(options, Map::of);
  }

  /**
   * Makes a handler with these options, for an application that has a context of the thread (MDC)
   * in another library, since java.util.logging has none.
   *
   * @param options values by the options' names, as in logging.properties; not null
   * @param context returns the values of the calling thread's context by key, or null for none; it
   *     is asked only while a tracer is attached. Records of JBoss LogManager have their own
   *     context.
   */
  public UsdtHandler(Map<String, String> options, Supplier<Map<String, String>> context) {
    this(options, context, new ErrorManager());
  }

  /**
   * Makes a handler with these options and an error manager of its own.
   *
   * @param options values by the options' names, as in logging.properties; not null
   * @param context as in {@link #UsdtHandler(Map, Supplier)}
   * @param errors is told with {@link ErrorManager#OPEN_FAILURE} what keeps the handler from its
   *     work, also by this constructor, and with {@link ErrorManager#GENERIC_FAILURE} why there are
   *     no probes, or what could not be fired later; not null
   */
  public UsdtHandler(
      Map<String, String> options, Supplier<Map<String, String>> context, ErrorManager errors) {
    this(LogManager.getLogManager(), options, context, errors);
  }

  UsdtHandler(
      LogManager manager,
      Map<String, String> values,
      Supplier<Map<String, String>> context,
      ErrorManager errors) {
    setErrorManager(errors);
    HandlerOptions read = HandlerOptions.read(values, this);
    Formatter layout = JBoss.formatter(getFormatter());
    if (layout != null) {
      setFormatter(layout);
    }
    options = read.options();
    bridge = ContextBridge.of(manager);
    gate = bridge.probes().gate();
    isStarted = start(read.problems(), context);
  }

  private boolean start(List<String> problems, Supplier<Map<String, String>> context) {
    ErrorReports reports = new ErrorReports(this);
    problems.forEach(problem -> reports.error(problem, null));
    if (!problems.isEmpty()) {
      return false;
    }
    bridge.reportTo(this);
    StartOutcome outcome = bridge.probes().start(options, reports);
    if (outcome.hasProbes()) {
      probes =
          new AppenderProbes<>(
              outcome.probes(),
              record -> new LoggedEvent(record, getFormatter(), context),
              record -> !isLoggable(record));
      bridge.join(probes);
    }
    return !outcome.isRefused();
  }

  /** Returns whether the options are in order, and there are probes or none are required. */
  boolean isStarted() {
    return isStarted;
  }

  /**
   * Fires a record when the gate is open. Nothing may come before the gate: this is what every
   * enabled call pays.
   */
  @Override
  public void publish(LogRecord record) {
    if (gate.isAnyOpenFarDown()) {
      fire(record);
    }
  }

  private void fire(LogRecord record) {
    try {
      AppenderProbes<LogRecord> current = probes;
      if (record == null || current == null || !isLoggable(record)) {
        return;
      }
      int level = ProbeLevels.of(record.getLevel());
      String logger = LoggedEvent.loggerName(record, "");
      WatchedProbes watched =
          gate.isOpen(level) ? bridge.appenders().watched(current, logger, level) : null;
      if (watched == null) {
        return;
      }
      // A record comes twice to a handler of two loggers, one above the other.
      OncePerEvent once = OncePerEvent.of(record);
      if (bridge.opener().isBelowOpened(record)) {
        current.fireBelowLevel(watched, record, once);
      } else {
        current.fire(watched, record, once);
      }
    } catch (Throwable e) {
      bridge.probes().failures().report("a record was not fired", e);
    }
  }

  /** Returns whether these are the probes that the handler fires. */
  boolean fires(AppenderProbes<LogRecord> other) {
    return probes == other;
  }

  /** Does nothing: each record is fired at once. */
  @Override
  public void flush() {}

  /** Ends the probes, for good. */
  @Override
  public void close() {
    AppenderProbes<LogRecord> leaving = probes;
    probes = null;
    if (leaving != null) {
      bridge.leave(leaving);
    }
    bridge.probes().stop(options);
  }
}
