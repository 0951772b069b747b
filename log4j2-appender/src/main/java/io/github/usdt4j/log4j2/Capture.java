package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.Gate;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.internal.logging.Watch;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LifeCycle;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerConfig;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** All that captures events of one configuration: one gate, one filter, and who takes part. */
final class Capture {
  private static final String KEY = Capture.class.getName();
  private static final long NANOS_OF_SECOND = 1_000_000_000;

  private final Configuration configuration;
  private final ContextState state;

  /** Replaced, never changed: the loops over it are behind an open gate, but not rare. */
  private volatile Member[] members = {};

  /** Null while none is installed. Guarded by this. */
  private UsdtFilter filter;

  private volatile boolean hasAppender;

  /** Whether loggers hand their events to another thread before an appender meets them. */
  private volatile boolean isAsynchronous;

  /** Whether one event may come to one appender by two loggers, one above the other. */
  private volatile boolean isReferencedTwice;

  private Capture(Configuration configuration, ContextState state) {
    this.configuration = configuration;
    this.state = state;
  }

  /** That of a configuration; a reconfiguration begins a new one. */
  static Capture of(Configuration configuration) {
    synchronized (Capture.class) {
      if (configuration.getComponent(KEY) instanceof Capture capture) {
        return capture;
      }
      LoggerContext context = configuration.getLoggerContext();
      // A configuration built by hand does not know the context that starts it.
      Capture capture =
          new Capture(
              configuration,
              ContextState.of(context != null ? context : LoggerContext.getContext(false)));
      configuration.addComponent(KEY, capture);
      return capture;
    }
  }

  Configuration configuration() {
    return configuration;
  }

  ContextState state() {
    return state;
  }

  Gate gate() {
    return state.gate();
  }

  /** Takes part; installs the filter when there is none and one is needed. */
  synchronized void join(Member member, String appender) {
    add(member);
    hasAppender = true;
    isAsynchronous |= isAsynchronous(appender);
    isReferencedTwice |= isReferencedTwice(appender);
    if (filter == null && (member.capturesBelowLevel() || isAsynchronous || isShared())) {
      filter = new UsdtFilter(this);
      filter.start();
      install();
    }
  }

  /**
   * First in the chain, so that it meets calls that other filters accept; last in one that is at
   * work already, which must not lose its filters for a moment.
   */
  private void install() {
    Filter others = configuration.isStarted() ? null : configuration.getFilter();
    configuration.removeFilter(others);
    configuration.addFilter(filter);
    configuration.addFilter(others);
  }

  /** Reserves the place of the filter for one of the configuration; false when it is taken. */
  synchronized boolean reserve(UsdtFilter own) {
    if (filter != null) {
      return false;
    }
    filter = own;
    return true;
  }

  /** Takes part as a filter that the configuration has placed. */
  synchronized void join(Member member) {
    add(member);
  }

  private void add(Member member) {
    members = Stream.concat(Stream.of(members), Stream.of(member)).toArray(Member[]::new);
  }

  /**
   * Leaves; the last one takes the filter along. The equals of a record would leave its class, and
   * so its class loader, in a cache of the JDK.
   */
  @SuppressWarnings("ReferenceEquality")
  synchronized void leave(Member member) {
    member.manager().close();
    if (isReplaced()) {
      // Calls that began with this configuration are still under way; the probes are the next
      // one's.
      return;
    }
    members = Stream.of(members).filter(other -> other != member).toArray(Member[]::new);
    hasAppender = Stream.of(members).anyMatch(Member::isAppender);
    if (filter != null && filter.isInstalled() && !hasAppender) {
      configuration.removeFilter(filter);
      filter = null;
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isReplaced() {
    return configuration.getState() == LifeCycle.State.STOPPING
        && state.context().getConfiguration() != configuration;
  }

  /** Fires an event that reached an appender. */
  void append(Member member, LogEvent event, int level) {
    if (isAsynchronous && !isPastFilters(event)) {
      return;
    }
    try {
      Watch watch = member.probes().watch(event.getLoggerName(), level);
      if (watch != null && !Rendering.isActive()) {
        member
            .probes()
            .fire(watch, false, member.view(event), isShared() ? once(member, event) : null);
      }
    } catch (Throwable e) {
      state.failures().report("an event of " + event.getLoggerName() + " was not fired", e);
    }
  }

  /**
   * Log4j may use one event for all of a thread, and no filter has met those that bridges log: the
   * time tells them apart, and where the clock is coarse, that an appender gets one again.
   */
  private OncePerEvent once(Member member, LogEvent event) {
    long time =
        event.getInstant().getEpochSecond() * NANOS_OF_SECOND
            + event.getInstant().getNanoOfSecond();
    OncePerEvent once = OncePerEvent.of(event, time);
    if (isReferencedTwice || once.isFirst(-1L - System.identityHashCode(member))) {
      return once;
    }
    OncePerEvent.forget(other -> other == event);
    return once(member, event);
  }

  /** Whether filters have met a question without a message, and not the event. */
  private static boolean isPastFilters(LogEvent event) {
    return Flow.isFlow(event.getMarker()) || Callers.isUnasked(event.getLoggerFqcn());
  }

  boolean isAsynchronous() {
    return isAsynchronous;
  }

  /** Whether events that pass the level are the filter's to fire: no appender does it. */
  boolean isFilterAlone() {
    return isAsynchronous || !hasAppender;
  }

  /** Whether one event may meet several appenders, or one twice, which fire it once. */
  private boolean isShared() {
    return members.length > 1 || isReferencedTwice;
  }

  /** Tells that a new event begins: Log4j may use one for it that is over. */
  void begin() {
    if (isShared()) {
      OncePerEvent.forget(Capture::isOver);
    }
  }

  /** Log4j clears an event before it uses it again; one that an appender logs beside is not. */
  private static boolean isOver(Object event) {
    return event instanceof LogEvent logged && logged.getLoggerName() == null;
  }

  /** Whether somebody listens to a logger at a level; never throws. */
  boolean isWatched(Logger logger, int level) {
    return isWatched(logger, level, false);
  }

  /** Whether a guard is to let the application log for a tracer; never throws. */
  boolean opensGuard(Logger logger, int level) {
    return isWatched(logger, level, true);
  }

  private boolean isWatched(Logger logger, int level, boolean guarded) {
    try {
      for (Member member : members) {
        if ((!guarded || member.capturesGuarded())
            && member.probes().isWatched(logger.getName(), level)) {
          return true;
        }
      }
    } catch (Throwable e) {
      state.failures().report("probes of " + logger.getName() + " could not be read", e);
    }
    return false;
  }

  /** Fires an event that the filter has met; never throws. */
  void fire(Logger logger, Level level, boolean belowLevel, Marker marker, Call call) {
    try {
      CallEvent event =
          new CallEvent(
              logger, level, marker, call, Stream.of(members).anyMatch(Member::needsCaller));
      OncePerEvent once = isShared() ? OncePerEvent.of(event) : null;
      for (Member member : members) {
        Watch watch =
            belowLevel && !member.capturesBelowLevel()
                ? null
                : member.probes().watch(logger.getName(), Log4jLevels.of(level));
        if (watch != null) {
          member.probes().fire(watch, belowLevel, member.view(event), once);
        }
      }
    } catch (Throwable e) {
      state.failures().report("an event of " + logger.getName() + " was not fired", e);
    }
  }

  private boolean isAsynchronous(String appender) {
    return state.context() instanceof AsyncLoggerContext
        || configuration.getLoggers().values().stream()
            .anyMatch(AsyncLoggerConfig.class::isInstance)
        || configuration.getAppenders().values().stream()
            .anyMatch(
                other ->
                    other instanceof AsyncAppender async
                        && Arrays.asList(async.getAppenderRefStrings()).contains(appender));
  }

  private boolean isReferencedTwice(String appender) {
    return configuration.getLoggers().values().stream()
        .filter(logger -> references(logger, appender))
        .anyMatch(logger -> isReferencedAbove(logger, appender));
  }

  private static boolean isReferencedAbove(LoggerConfig logger, String appender) {
    LoggerConfig above = logger;
    while (above.getParent() != null) {
      above = above.getParent();
      if (references(above, appender)) {
        return true;
      }
    }
    return false;
  }

  private static boolean references(LoggerConfig logger, String appender) {
    return logger.getAppenderRefs().stream().anyMatch(ref -> ref.getRef().equals(appender));
  }
}
