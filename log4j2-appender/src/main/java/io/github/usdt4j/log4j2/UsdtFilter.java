package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.logging.Gate;
import io.github.usdt4j.internal.logging.LogOptions;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginConfiguration;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.message.Message;

/**
 * Fires the events that the configuration disables. {@link UsdtAppender} installs one by itself;
 * placed in a configuration without the appender, as a filter of the whole configuration, it fires
 * what passes the level too, on the caller's thread.
 */
@Plugin(
    name = "UsdtFilter",
    category = Node.CATEGORY,
    elementType = Filter.ELEMENT_TYPE,
    printObject = true)
public final class UsdtFilter extends AbstractFilter {
  private final LogOptions options;
  private final Layout<? extends Serializable> layout;
  private final Capture capture;
  private final Gate gate;
  private final Decider decider;

  /** Null while nothing is captured, and when an appender has installed this. */
  private volatile Member member;

  /** For a configuration. */
  private UsdtFilter(Builder builder, LogOptions options, Capture capture) {
    this.options = options;
    layout = builder.layout;
    this.capture = capture;
    gate = capture.gate();
    decider = new Decider(this, capture);
  }

  /** For an appender. */
  UsdtFilter(Capture capture) {
    options = null;
    layout = null;
    this.capture = capture;
    gate = capture.gate();
    decider = new Decider(this, capture);
  }

  /** With the default of every option. */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  /** Whether an appender has installed this. */
  boolean isInstalled() {
    return options == null;
  }

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    if (!isInstalled()) {
      Setup setup = Setup.of(capture, options, layout, null);
      if (setup.isRefused()) {
        return;
      }
      member = setup.member();
      if (member != null) {
        capture.join(member);
      }
    }
    super.start();
  }

  @Override
  public boolean stop(long timeout, TimeUnit timeUnit) {
    Activity.closed(options);
    Member leaving = member;
    member = null;
    if (leaving != null) {
      capture.leave(leaving);
    }
    return super.stop(timeout, timeUnit);
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, Message msg, Throwable t) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Made(msg, t))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, Object msg, Throwable t) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Any(msg, t))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, String msg, Object... params) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, params))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, String msg, Object p0) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, String msg, Object p0, Object p1) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, String msg, Object p0, Object p1, Object p2) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2, p3))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4, p5))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4, p5, p6))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7) {
    return isDue(logger, level)
        ? decider.decide(logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4, p5, p6, p7))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7,
      Object p8) {
    return isDue(logger, level)
        ? decider.decide(
            logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4, p5, p6, p7, p8))
        : Result.NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7,
      Object p8,
      Object p9) {
    return isDue(logger, level)
        ? decider.decide(
            logger, level, marker, new Call.Text(msg, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9))
        : Result.NEUTRAL;
  }

  private boolean isDue(Logger logger, Level level) {
    // Nothing may come before the gate: this is what every disabled call pays.
    return gate.isAnyOpen() && gate.isOpen(Log4jLevels.of(level)) && decider.isDue(logger, level);
  }

  /** The options of a filter; each is an attribute of the element {@code UsdtFilter}. */
  public static final class Builder
      implements org.apache.logging.log4j.core.util.Builder<UsdtFilter> {
    @PluginConfiguration private Configuration configuration;

    @PluginBuilderAttribute private String provider = "log";

    @PluginElement("Probes")
    private Probes[] probes = {};

    @PluginBuilderAttribute private boolean captureGuarded = true;
    @PluginBuilderAttribute private String mdcIncluded = "";
    @PluginBuilderAttribute private String mdcExcluded = "";
    @PluginBuilderAttribute private String mdcArgs = "";

    @PluginElement("Layout")
    private Layout<? extends Serializable> layout;

    @PluginBuilderAttribute private int maxMessageBytes = 4096;
    @PluginBuilderAttribute private int maxRecordBytes = 3900;
    @PluginBuilderAttribute private boolean includeStackTrace;
    @PluginBuilderAttribute private boolean includeCaller;
    @PluginBuilderAttribute private boolean required;

    private Builder() {}

    /** Null, with the reason in the status log, when an option is wrong. */
    @Override
    public UsdtFilter build() {
      LogOptions options = options();
      if (!Setup.isValid("UsdtFilter", options, configuration)) {
        return null;
      }
      Capture capture = Capture.of(configuration);
      UsdtFilter filter = new UsdtFilter(this, options, capture);
      if (!capture.reserve(filter)) {
        LOGGER.error("UsdtFilter: this configuration has one already; remove one");
        return null;
      }
      return filter;
    }

    /** What the filter belongs to. */
    public Builder setConfiguration(Configuration configuration) {
      this.configuration = configuration;
      return this;
    }

    /** The provider that carries the events of all loggers. Default: {@code log}. */
    public Builder setProvider(String provider) {
      this.provider = provider;
      return this;
    }

    /** Subtrees of loggers with a provider of their own. Default: none. */
    public Builder setProbes(Probes... probes) {
      this.probes = probes.clone();
      return this;
    }

    /**
     * Whether {@code isDebugEnabled()} and friends say yes while a tracer is attached. Default:
     * true.
     */
    public Builder setCaptureGuarded(boolean captureGuarded) {
      this.captureGuarded = captureGuarded;
      return this;
    }

    /**
     * Globs, separated by commas, of the keys of the thread's context and of map messages that
     * tracers see. Default: all.
     */
    public Builder setMdcIncluded(String globs) {
      mdcIncluded = globs;
      return this;
    }

    /** Globs, separated by commas, of those that they never see; they win. Default: none. */
    public Builder setMdcExcluded(String globs) {
      mdcExcluded = globs;
      return this;
    }

    /**
     * Up to six keys, separated by commas, whose values are arguments of their own. Default: none.
     */
    public Builder setMdcArgs(String keys) {
      mdcArgs = keys;
      return this;
    }

    /** What makes the message argument of an event, for masking. Default: the formatted message. */
    public Builder setLayout(Layout<? extends Serializable> layout) {
      this.layout = layout;
      return this;
    }

    /** Where the message argument is cut, in bytes of UTF-8. Default: 4096. */
    public Builder setMaxMessageBytes(int maxMessageBytes) {
      this.maxMessageBytes = maxMessageBytes;
      return this;
    }

    /** The longest JSON record, in bytes of UTF-8. Default: 3900. */
    public Builder setMaxRecordBytes(int maxRecordBytes) {
      this.maxRecordBytes = maxRecordBytes;
      return this;
    }

    /** Whether JSON records have the stack of a throwable. Default: false. */
    public Builder setIncludeStackTrace(boolean includeStackTrace) {
      this.includeStackTrace = includeStackTrace;
      return this;
    }

    /**
     * Whether JSON records say where the call was made, which costs microseconds. Default: false.
     */
    public Builder setIncludeCaller(boolean includeCaller) {
      this.includeCaller = includeCaller;
      return this;
    }

    /** Whether to refuse to start where probes are impossible. Default: false. */
    public Builder setRequired(boolean required) {
      this.required = required;
      return this;
    }

    private LogOptions options() {
      LogOptions options = new LogOptions();
      options.setProvider(provider);
      for (Probes each : probes) {
        options.addProbes(each.getLogger(), each.getProvider());
      }
      options.setCaptureGuarded(captureGuarded);
      options.addMdcIncluded(mdcIncluded);
      options.addMdcExcluded(mdcExcluded);
      options.addMdcArgs(mdcArgs);
      options.setMaxMessageBytes(maxMessageBytes);
      options.setMaxRecordBytes(maxRecordBytes);
      options.setIncludeStackTrace(includeStackTrace);
      options.setIncludeCaller(includeCaller);
      options.setRequired(required);
      return options;
    }
  }
}
