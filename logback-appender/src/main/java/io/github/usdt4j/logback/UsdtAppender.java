package io.github.usdt4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.IdleAppenders;
import io.github.usdt4j.internal.bridge.StartOutcome;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.WatchedProbes;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes every logger and level a probe that a tracer can attach to, also for events that the
 * configuration disables. One element and its {@code appender-ref} are the whole set-up.
 */
public final class UsdtAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Class<?> SIFTING = SiftingAppenderBase.class;
  private static final String ASYNC_WORKER = "AsyncAppender-Worker-";

  private final LogOptions options = new LogOptions();
  private ElementProblems element = ElementProblems.begin(null);
  private Layout<ILoggingEvent> layout;
  private Gate gate = new Gate();
  private ContextBridge bridge;
  private boolean asyncReported;

  /** Whether a SiftingAppender has made the appender, and stops it when no event comes. */
  private boolean isSifted;

  /** The appender's probes; null while there are none. */
  private volatile AppenderProbes<ILoggingEvent> probes;

  /** Begins with the default of every option. */
  public UsdtAppender() {}

  @Override
  public void setContext(Context context) {
    super.setContext(context);
    element.end();
    element = ElementProblems.begin(context);
  }

  /**
   * Returns the appender's name, from which its reports to Logback come. The context keeps them for
   * its life, so they must not hold the appender.
   */
  @Override
  protected Object getDeclaredOrigin() {
    return toString();
  }

  /** Reports to the context, or to the agent that has added the appender. */
  @Override
  public void addStatus(Status status) {
    if (!AgentReports.take(status.getMessage(), status.getThrowable())) {
      super.addStatus(status);
    }
  }

  @Override
  public void start() {
    if (isStarted() || !isValid()) {
      return;
    }
    bridge = ContextBridge.of((LoggerContext) context);
    gate = bridge.probes().gate();
    StartOutcome outcome = bridge.probes().start(options, new StatusReporter(context, toString()));
    if (outcome.isRefused()) {
      return;
    }
    if (outcome.hasProbes()) {
      if (outcome.probes().capturesGuarded() && !Versions.FLUENT_CALLS_ASK) {
        addWarn(
            "fluent calls below the level are not captured: that takes Logback 1.5.21 or newer");
      }
      isSifted = IdleAppenders.isCalledBy(SIFTING);
      probes = goOnOrJoin(outcome.probes());
    }
    super.start();
  }

  private AppenderProbes<ILoggingEvent> goOnOrJoin(LogProbes shared) {
    AppenderProbes<ILoggingEvent> idle = bridge.idle().goOn(options, this::view, this::isDenied);
    if (idle != null) {
      return idle;
    }
    if (!getCopyOfAttachedFiltersList().isEmpty()) {
      addInfo("what its filters deny is not seen by tracers");
    }
    AppenderProbes<ILoggingEvent> own = new AppenderProbes<>(shared, this::view, this::isDenied);
    bridge.join(own);
    return own;
  }

  private EventView view(ILoggingEvent event) {
    return new LoggedEvent(event, layout);
  }

  private boolean isDenied(ILoggingEvent event) {
    return getFilterChainDecision(event) == FilterReply.DENY;
  }

  /** Returns whether the configuration is in order; reports what is not. */
  private boolean isValid() {
    List<String> problems = new ArrayList<>(element.end());
    problems.addAll(options.problems());
    if (!(context instanceof LoggerContext)) {
      problems.add("the context is not a LoggerContext of logback-classic");
    }
    if (layout != null && !layout.isStarted()) {
      problems.add("layout: " + layout.getClass().getName() + " is not started");
    }
    problems.forEach(this::addError);
    if (problems.stream().anyMatch(problem -> problem.startsWith("probes: "))) {
      addError(
          "probes: Logback reads no attributes; write"
              + " <probes><logger>com.acme</logger><provider>acme</provider></probes>");
    }
    return problems.isEmpty();
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    AppenderProbes<ILoggingEvent> leaving = probes;
    probes = null;
    if (leaving != null && isSifted && !IdleAppenders.isStoppedBy(SIFTING)) {
      bridge.idle().add(options, leaving);
      return;
    }
    if (leaving != null) {
      bridge.leave(leaving);
    }
    bridge.probes().stop(options);
  }

  /**
   * Fires an event when the gate is open. Nothing may come before the gate: this is what every
   * enabled call pays.
   */
  @Override
  public void doAppend(ILoggingEvent event) {
    // Logback would keep a report of an event that comes to an appender that has just stopped.
    if (gate.isAnyOpen() && isStarted()) {
      super.doAppend(event);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    int level = ProbeLevels.of(event.getLevel());
    AppenderProbes<ILoggingEvent> current = probes;
    if (!gate.isOpen(level) || current == null) {
      return;
    }
    reportAsync();
    WatchedProbes watched = bridge.appenders().watched(current, event.getLoggerName(), level);
    if (watched != null) {
      // An event comes twice to an appender that two loggers reference, one above the other.
      current.fire(watched, event, OncePerEvent.of(event));
    }
  }

  /** Returns whether these are the probes that the appender fires. */
  boolean fires(AppenderProbes<ILoggingEvent> other) {
    return probes == other;
  }

  private void reportAsync() {
    if (!asyncReported && Thread.currentThread().getName().startsWith(ASYNC_WORKER)) {
      asyncReported = true;
      addWarn(
          "behind an AsyncAppender, tracers see the thread id and the stack of its worker, and no"
              + " event that it drops: reference this appender directly, which costs less than the"
              + " queue");
    }
  }

  /** Sets the provider that carries the events of all loggers. Default: {@code log}. */
  public void setProvider(String provider) {
    options.setProvider(provider);
  }

  /** Adds a subtree of loggers with a provider of its own. Default: none. */
  public void addProbes(Probes probes) {
    options.addProbes(probes.getLogger(), probes.getProvider());
  }

  /** Sets whether events that the configuration disables fire too. Default: true. */
  public void setCaptureBelowLevel(boolean captureBelowLevel) {
    options.setCaptureBelowLevel(captureBelowLevel);
  }

  /**
   * Sets whether {@code isDebugEnabled()} and friends say yes while a tracer is attached. Default:
   * true.
   */
  public void setCaptureGuarded(boolean captureGuarded) {
    options.setCaptureGuarded(captureGuarded);
  }

  /** Adds globs, separated by commas, of the loggers that tracers see. Default: all. */
  public void addLoggersIncluded(String globs) {
    options.addLoggersIncluded(globs);
  }

  /**
   * Adds globs, separated by commas, of the loggers that tracers never see, also when {@code
   * loggersIncluded} has them. Default: none.
   */
  public void addLoggersExcluded(String globs) {
    options.addLoggersExcluded(globs);
  }

  /**
   * Adds globs, separated by commas, of the MDC keys and key/value pairs that tracers see. Default:
   * all.
   */
  public void addMdcIncluded(String globs) {
    options.addMdcIncluded(globs);
  }

  /**
   * Adds globs, separated by commas, of the keys that tracers never see, also when {@code
   * mdcIncluded} has them. Default: none.
   */
  public void addMdcExcluded(String globs) {
    options.addMdcExcluded(globs);
  }

  /**
   * Adds up to six keys, separated by commas, whose values are arguments of their own. Default:
   * none.
   */
  public void addMdcArgs(String keys) {
    options.addMdcArgs(keys);
  }

  /**
   * Sets the layout that makes the message argument of an event, for masking. Default: the
   * formatted message.
   */
  public void setLayout(Layout<ILoggingEvent> layout) {
    this.layout = layout;
  }

  /**
   * Sets how many providers of their own loggers may have, over the life of the appender; the
   * events of further loggers fire on the root provider alone. Default: 10000.
   */
  public void setMaxOwnProviders(int maxOwnProviders) {
    options.setMaxOwnProviders(maxOwnProviders);
  }

  /** Sets where the message argument is cut, in bytes of UTF-8. Default: 4096. */
  public void setMaxMessageBytes(int maxMessageBytes) {
    options.setMaxMessageBytes(maxMessageBytes);
  }

  /** Sets the size of the longest JSON record, in bytes of UTF-8. Default: 3900. */
  public void setMaxRecordBytes(int maxRecordBytes) {
    options.setMaxRecordBytes(maxRecordBytes);
  }

  /** Sets whether JSON records have the stack of a throwable. Default: false. */
  public void setIncludeStackTrace(boolean includeStackTrace) {
    options.setIncludeStackTrace(includeStackTrace);
  }

  /**
   * Sets whether JSON records say where the call was made, which costs microseconds. Default:
   * false.
   */
  public void setIncludeCaller(boolean includeCaller) {
    options.setIncludeCaller(includeCaller);
  }

  /** Sets whether the appender refuses to start where probes are impossible. Default: false. */
  public void setRequired(boolean required) {
    options.setRequired(required);
  }
}
