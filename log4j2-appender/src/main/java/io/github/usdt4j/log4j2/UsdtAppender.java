// More than 300 lines: the builder stays in its appender, which is what users of Log4j expect, and
// each option has a field, a documented setter and a place where it is read.
package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.IdleAppenders;
import io.github.usdt4j.internal.bridge.StartOutcome;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.WatchedProbes;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import io.github.usdt4j.log4j2.internal.StartStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;

/**
 * Makes every logger and level a probe that a tracer can attach to, also for events that the
 * configuration disables. One element, {@code <Usdt name="usdt"/>}, and its {@code AppenderRef} are
 * the whole set-up.
 *
 * <p>Where loggers are asynchronous, events fire on the thread that logs, not on the one that
 * appends; only what is not shown to filters fires on the latter: flow calls such as {@code
 * traceEntry}, texts whose arguments are suppliers, and what Log4j 1, JBoss Logging and others log
 * behind all filters.
 */
@Plugin(
    name = "Usdt",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class UsdtAppender extends AbstractAppender {
  private static final Class<?> ROUTING = RoutingAppender.class;

  private final LogOptions options;
  private final ContextBridge bridge;
  private final Gate gate;
  private boolean asyncReported;

  /** Whether a RoutingAppender has made the appender, and stops it when no event comes. */
  private boolean isRouted;

  /** The appender's probes; null while there are none. */
  private volatile AppenderProbes<LogEvent> probes;

  private UsdtAppender(Builder builder, LogOptions options) {
    super(
        builder.getName(),
        builder.getFilter(),
        builder.getLayout(),
        builder.isIgnoreExceptions(),
        builder.getPropertyArray());
    this.options = options;
    bridge = ContextBridge.of(builder.getConfiguration());
    gate = bridge.probes().gate();
  }

  /** Begins with the default of every option. */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    StartOutcome outcome = bridge.probes().start(options, new StartStatus());
    if (outcome.isRefused()) {
      return;
    }
    if (outcome.hasProbes()) {
      isRouted = IdleAppenders.isCalledBy(ROUTING);
      probes = goOnOrJoin(outcome.probes());
    }
    super.start();
  }

  private AppenderProbes<LogEvent> goOnOrJoin(LogProbes shared) {
    AppenderProbes<LogEvent> idle = bridge.idle().goOn(options, this::view, this::isDenied);
    if (idle != null) {
      return idle;
    }
    AppenderProbes<LogEvent> own = new AppenderProbes<>(shared, this::view, this::isDenied);
    bridge.join(own, getName(), options.isIncludeCaller() || requiresLocation());
    reportReach(bridge.reach(own));
    return own;
  }

  /**
   * Returns whether filters keep an event from the appender that has not come to it: its own, those
   * of references, and those of loggers.
   */
  private boolean isDenied(LogEvent event) {
    AppenderProbes<LogEvent> current = probes;
    Reach reach = current == null ? null : bridge.reach(current);
    return isFiltered(event) || (reach != null && reach.denies(event));
  }

  private EventView view(LogEvent event) {
    return new LoggedEvent(event, getLayout());
  }

  /** Says what the configuration keeps from tracers. */
  private void reportReach(Reach reach) {
    if (AgentReports.areKept()) {
      // The agent references it from the root as soon as it has started, and gives it no filter.
      return;
    }
    if (reach.isForgotten()) {
      // Log4j shows errors alone where the configuration does not ask for more.
      LOGGER.error(
          "Usdt {}: no logger references it; write <AppenderRef ref=\"{}\"/> into <Root>",
          getName(),
          getName());
    }
    if (reach.isBehindRewrite()) {
      LOGGER.error(
          "Usdt {}: a Rewrite in front of it does not change events below their level, since they"
              + " reach no appender; mask with a layout inside the element",
          getName());
    }
    if (hasFilter()) {
      LOGGER.info("Usdt {}: what its filter denies is not seen by tracers", getName());
    }
  }

  @Override
  public boolean stop(long timeout, TimeUnit timeUnit) {
    setStopping();
    AppenderProbes<LogEvent> leaving = probes;
    probes = null;
    if (leaving != null && isRouted && !IdleAppenders.isStoppedBy(ROUTING)) {
      bridge.idle().add(options, leaving);
    } else {
      if (leaving != null) {
        bridge.leave(leaving);
      }
      bridge.probes().stop(options);
    }
    boolean stopped = super.stop(timeout, timeUnit, false);
    setStopped();
    return stopped;
  }

  @Override
  public void append(LogEvent event) {
    // Nothing may come before the gate: this is what every enabled call pays.
    if (gate.isAnyOpenFarDown()) {
      appendWatched(event);
    }
  }

  private void appendWatched(LogEvent event) {
    int level = ProbeLevels.of(event.getLevel());
    AppenderProbes<LogEvent> current = probes;
    if (!gate.isOpen(level) || current == null) {
      return;
    }
    reportAsync(event);
    WatchedProbes watched =
        bridge.isForAppender(event)
            ? bridge.appenders().watched(current, event.getLoggerName(), level)
            : null;
    if (watched != null) {
      current.fire(watched, event, bridge.once(current, event));
    }
  }

  private void reportAsync(LogEvent event) {
    if (!asyncReported
        && !bridge.isAsynchronous()
        && event.getThreadId() != Thread.currentThread().getId()) {
      asyncReported = true;
      LOGGER.warn(
          "{}: behind an asynchronous appender, tracers see the thread id and the stack of its"
              + " worker, and no event that it drops: reference this appender directly, which costs"
              + " less than the queue",
          getName());
    }
  }

  /**
   * Takes the options of an appender; each is an attribute of the element {@code Usdt}. The fields
   * are texts, since of one that is no number Log4j would tell nobody.
   */
  public static final class Builder extends AbstractAppender.Builder<Builder>
      implements org.apache.logging.log4j.core.util.Builder<UsdtAppender> {
    @PluginBuilderAttribute private String provider = "log";

    @PluginElement("Probes")
    private Probes[] probes = {};

    @PluginBuilderAttribute private String captureBelowLevel = "true";
    @PluginBuilderAttribute private String captureGuarded = "true";
    @PluginBuilderAttribute private String mdcIncluded = "";
    @PluginBuilderAttribute private String mdcExcluded = "";
    @PluginBuilderAttribute private String loggersIncluded = "";
    @PluginBuilderAttribute private String loggersExcluded = "";
    @PluginBuilderAttribute private String mdcArgs = "";
    @PluginBuilderAttribute private String maxOwnProviders = "10000";
    @PluginBuilderAttribute private String maxMessageBytes = "4096";
    @PluginBuilderAttribute private String maxRecordBytes = "3900";
    @PluginBuilderAttribute private String includeStackTrace = "false";
    @PluginBuilderAttribute private String includeCaller = "false";
    @PluginBuilderAttribute private String required = "false";

    private Builder() {}

    /**
     * Makes the appender; returns null, with the reason in the status log, when an option is wrong.
     */
    @Override
    public UsdtAppender build() {
      List<String> problems = new ArrayList<>();
      LogOptions options = options(problems);
      problems.addAll(options.problems());
      if (getConfiguration() == null) {
        problems.add("configuration is missing: call setConfiguration on the builder");
      }
      for (String problem : problems) {
        if (!AgentReports.take(problem, null)) {
          LOGGER.error("Usdt {}: {}", getName(), problem);
        }
      }
      return problems.isEmpty() ? new UsdtAppender(this, options) : null;
    }

    /** Sets the provider that carries the events of all loggers. Default: {@code log}. */
    public Builder setProvider(String provider) {
      this.provider = provider;
      return this;
    }

    /** Sets the subtrees of loggers with a provider of their own. Default: none. */
    public Builder setProbes(Probes... probes) {
      this.probes = probes.clone();
      return this;
    }

    /** Sets whether events that the configuration disables fire too. Default: true. */
    public Builder setCaptureBelowLevel(boolean captureBelowLevel) {
      this.captureBelowLevel = String.valueOf(captureBelowLevel);
      return this;
    }

    /**
     * Sets whether {@code isDebugEnabled()} and friends say yes while a tracer is attached.
     * Default: true.
     */
    public Builder setCaptureGuarded(boolean captureGuarded) {
      this.captureGuarded = String.valueOf(captureGuarded);
      return this;
    }

    /**
     * Sets globs, separated by commas, of the keys of the thread's context and of map messages that
     * tracers see. Default: all.
     */
    public Builder setMdcIncluded(String globs) {
      mdcIncluded = globs;
      return this;
    }

    /**
     * Sets globs, separated by commas, of the keys that tracers never see, also when {@code
     * mdcIncluded} has them. Default: none.
     */
    public Builder setMdcExcluded(String globs) {
      mdcExcluded = globs;
      return this;
    }

    /** Sets globs, separated by commas, of the loggers that tracers see. Default: all. */
    public Builder setLoggersIncluded(String globs) {
      loggersIncluded = globs;
      return this;
    }

    /**
     * Sets globs, separated by commas, of the loggers that tracers never see, also when {@code
     * loggersIncluded} has them. Default: none.
     */
    public Builder setLoggersExcluded(String globs) {
      loggersExcluded = globs;
      return this;
    }

    /**
     * Sets up to six keys, separated by commas, whose values are arguments of their own. Default:
     * none.
     */
    public Builder setMdcArgs(String keys) {
      mdcArgs = keys;
      return this;
    }

    /**
     * Sets how many providers of their own loggers may have, over the life of the appender; the
     * events of further loggers fire on the root provider alone. Default: 10000.
     */
    public Builder setMaxOwnProviders(int maxOwnProviders) {
      this.maxOwnProviders = String.valueOf(maxOwnProviders);
      return this;
    }

    /** Sets where the message argument is cut, in bytes of UTF-8. Default: 4096. */
    public Builder setMaxMessageBytes(int maxMessageBytes) {
      this.maxMessageBytes = String.valueOf(maxMessageBytes);
      return this;
    }

    /** Sets the size of the longest JSON record, in bytes of UTF-8. Default: 3900. */
    public Builder setMaxRecordBytes(int maxRecordBytes) {
      this.maxRecordBytes = String.valueOf(maxRecordBytes);
      return this;
    }

    /** Sets whether JSON records have the stack of a throwable. Default: false. */
    public Builder setIncludeStackTrace(boolean includeStackTrace) {
      this.includeStackTrace = String.valueOf(includeStackTrace);
      return this;
    }

    /**
     * Sets whether JSON records say where the call was made, which costs microseconds. Default:
     * false.
     */
    public Builder setIncludeCaller(boolean includeCaller) {
      this.includeCaller = String.valueOf(includeCaller);
      return this;
    }

    /** Sets whether the appender refuses to start where probes are impossible. Default: false. */
    public Builder setRequired(boolean required) {
      this.required = String.valueOf(required);
      return this;
    }

    private LogOptions options(List<String> problems) {
      LogOptions options = new LogOptions();
      options.setProvider(provider);
      for (Probes each : probes) {
        options.addProbes(each.getLogger(), each.getProvider());
      }
      read(
          "captureBelowLevel",
          captureBelowLevel,
          UsdtAppender::truth,
          options::setCaptureBelowLevel,
          problems);
      read(
          "captureGuarded",
          captureGuarded,
          UsdtAppender::truth,
          options::setCaptureGuarded,
          problems);
      options.addMdcIncluded(mdcIncluded);
      options.addMdcExcluded(mdcExcluded);
      options.addLoggersIncluded(loggersIncluded);
      options.addLoggersExcluded(loggersExcluded);
      options.addMdcArgs(mdcArgs);
      read(
          "maxOwnProviders",
          maxOwnProviders,
          UsdtAppender::number,
          options::setMaxOwnProviders,
          problems);
      read(
          "maxMessageBytes",
          maxMessageBytes,
          UsdtAppender::number,
          options::setMaxMessageBytes,
          problems);
      read(
          "maxRecordBytes",
          maxRecordBytes,
          UsdtAppender::number,
          options::setMaxRecordBytes,
          problems);
      read(
          "includeStackTrace",
          includeStackTrace,
          UsdtAppender::truth,
          options::setIncludeStackTrace,
          problems);
      read(
          "includeCaller", includeCaller, UsdtAppender::truth, options::setIncludeCaller, problems);
      read("required", required, UsdtAppender::truth, options::setRequired, problems);
      return options;
    }

    private static <T> void read(
        String option,
        String text,
        Function<String, T> value,
        Consumer<T> to,
        List<String> problems) {
      try {
        to.accept(value.apply(text));
      } catch (IllegalArgumentException e) {
        problems.add(option + ": " + text + " is " + e.getMessage());
      }
    }
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no number", e);
    }
  }
}
