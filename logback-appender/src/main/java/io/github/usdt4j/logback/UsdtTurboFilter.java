package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.logging.Gate;
import io.github.usdt4j.internal.logging.LogOptions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Marker;

/**
 * Fires the events that the configuration disables. {@link UsdtAppender} installs one by itself;
 * placed in a configuration without the appender, it fires what passes the level too, on the
 * caller's thread.
 */
public final class UsdtTurboFilter extends TurboFilter {
  private static final MethodHandle IS_DUE =
      find("isDue", boolean.class, Logger.class, Level.class, int.class);

  private static final MethodHandle DECIDE =
      find(
          "decide",
          FilterReply.class,
          Marker.class,
          Logger.class,
          Level.class,
          String.class,
          int.class,
          Object.class,
          Object.class,
          Object[].class,
          Throwable.class);

  private final LogOptions options = new LogOptions();
  private ElementProblems element = ElementProblems.begin(null);
  private final boolean isInstalled;

  /**
   * {@link Decider#isDue} and {@link Decider#decide}, no constants and so left calls by the JIT:
   * with their code in {@link #decide}, that would be too big to be had in the log calls, and those
   * would make the array of their arguments on the heap, even after the tracer has gone.
   */
  private final MethodHandle isDue = IS_DUE;

  private final MethodHandle decide = DECIDE;

  private Layout<ILoggingEvent> layout;
  private Gate gate = new Gate();
  private Capture capture;
  private Member member;

  /** Null while nothing is captured. */
  private volatile Decider decider;

  /** For a configuration. */
  public UsdtTurboFilter() {
    isInstalled = false;
  }

  /** For an appender. */
  UsdtTurboFilter(Capture capture) {
    isInstalled = true;
    use(capture);
  }

  private static MethodHandle find(String method, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(Decider.class, method, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private void use(Capture used) {
    capture = used;
    gate = used.gate();
    decider = new Decider(this, used);
  }

  @Override
  public void setContext(Context context) {
    super.setContext(context);
    if (!isInstalled) {
      element.end();
      element = ElementProblems.begin(context);
    }
  }

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    if (!isInstalled) {
      Setup setup = Setup.of(this, element, options, layout, null);
      if (setup.isRefused()) {
        return;
      }
      if (setup.member() != null && !setup.capture().join(this, setup.member())) {
        setup.member().probes().close();
        addError("this context has a UsdtTurboFilter already; remove one");
        return;
      }
      member = setup.member();
      if (member != null) {
        use(setup.capture());
      }
    }
    super.start();
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    Activity.closed(options);
    Member leaving = member;
    member = null;
    if (leaving != null) {
      capture.leave(leaving);
    }
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    // Nothing may come before the gate: this is what every disabled call pays.
    if (!gate.isAnyOpen() || !isDue(logger, level)) {
      return FilterReply.NEUTRAL;
    }
    // The array that Logback makes of one or two arguments is handed to nobody: else the JIT makes
    // it also for calls that find the gate closed, once a tracer was here. Any other array is that
    // of the event, and a filter behind may mask what is in it.
    int count = params == null ? 0 : params.length;
    boolean isFew = count == 1 || count == 2;
    Object first = isFew ? params[0] : null;
    Object second = count == 2 ? params[1] : null;
    Object[] more = isFew ? null : params;
    return decideDue(marker, logger, level, format, count, first, second, more, throwable);
  }

  private FilterReply decideDue(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      int count,
      Object first,
      Object second,
      Object[] more,
      Throwable throwable) {
    try {
      return (FilterReply)
          decide.invokeExact(
              decider, marker, logger, level, format, count, first, second, more, throwable);
    } catch (RuntimeException | Error e) {
      // Of a filter behind this one: as without this one.
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isDue(Logger logger, Level level) {
    int number = LogbackLevels.of(level);
    try {
      return gate.isOpen(number) && (boolean) isDue.invokeExact(decider, logger, level, number);
    } catch (Throwable e) {
      // It throws nothing.
      return false;
    }
  }

  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    Decider current = decider;
    return current == null ? FilterReply.NEUTRAL : current.decide(logger, event);
  }

  /** The provider that carries the events of all loggers. Default: {@code log}. */
  public void setProvider(String provider) {
    options.setProvider(provider);
  }

  /** A subtree of loggers with a provider of its own. Default: none. */
  public void addProbes(Probes probes) {
    options.addProbes(probes.getLogger(), probes.getProvider());
  }

  /**
   * Whether {@code isDebugEnabled()} and friends say yes while a tracer is attached. Default: true.
   */
  public void setCaptureGuarded(boolean captureGuarded) {
    options.setCaptureGuarded(captureGuarded);
  }

  /**
   * Globs, separated by commas, of the MDC keys and key/value pairs that tracers see. Default: all.
   */
  public void addMdcIncluded(String globs) {
    options.addMdcIncluded(globs);
  }

  /** Globs, separated by commas, of those that they never see; they win. Default: none. */
  public void addMdcExcluded(String globs) {
    options.addMdcExcluded(globs);
  }

  /**
   * Up to six keys, separated by commas, whose values are arguments of their own. Default: none.
   */
  public void addMdcArgs(String keys) {
    options.addMdcArgs(keys);
  }

  /** What makes the message argument of an event, for masking. Default: the formatted message. */
  public void setLayout(Layout<ILoggingEvent> layout) {
    this.layout = layout;
  }

  /** Where the message argument is cut, in bytes of UTF-8. Default: 4096. */
  public void setMaxMessageBytes(int maxMessageBytes) {
    options.setMaxMessageBytes(maxMessageBytes);
  }

  /** The longest JSON record, in bytes of UTF-8. Default: 3900. */
  public void setMaxRecordBytes(int maxRecordBytes) {
    options.setMaxRecordBytes(maxRecordBytes);
  }

  /** Whether JSON records have the stack of a throwable. Default: false. */
  public void setIncludeStackTrace(boolean includeStackTrace) {
    options.setIncludeStackTrace(includeStackTrace);
  }

  /** Whether JSON records say where the call was made, which costs microseconds. Default: false. */
  public void setIncludeCaller(boolean includeCaller) {
    options.setIncludeCaller(includeCaller);
  }

  /** Whether to refuse to start where probes are impossible. Default: false. */
  public void setRequired(boolean required) {
    options.setRequired(required);
  }
}
