package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.ContextAppenders;
import io.github.usdt4j.internal.bridge.ContextProbes;
import io.github.usdt4j.internal.bridge.IdleAppenders;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Callers;
import io.github.usdt4j.log4j2.internal.Flow;
import io.github.usdt4j.log4j2.internal.StartStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LifeCycle;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.util.StringMap;

/**
 * Joins the Usdt appenders of one configuration and the filter that they share; their probes are
 * those of the logger context, whatever its configuration.
 */
final class ContextBridge {
  private static final String KEY = ContextBridge.class.getName();
  private static final long NANOS_OF_SECOND = 1_000_000_000;

  private final Configuration configuration;
  private final LoggerContext context;
  private final ContextProbes probes;
  private final ContextAppenders<LogEvent> appenders;

  /** The appenders that a RoutingAppender has stopped. */
  private final IdleAppenders<LogEvent> idle;

  /** How events reach each appender. */
  private final Map<AppenderProbes<LogEvent>, Reach> reaches = new ConcurrentHashMap<>();

  private final MetCalls met;

  /** The filter; null while none is installed. Guarded by this. */
  private UsdtFilter filter;

  /** Whether loggers hand their events to another thread before an appender meets them. */
  private volatile boolean isAsynchronous;

  /** Whether one event may come to one appender by two loggers, one above the other. */
  private volatile boolean isReferencedTwice;

  /** Whether an appender wants to know where calls are made. */
  private volatile boolean needsCaller;

  private ContextBridge(Configuration configuration, LoggerContext context) {
    this.configuration = configuration;
    this.context = context;
    probes = kept(context, ContextProbes.class, ContextBridge::newProbes);
    met = kept(context, MetCalls.class, made -> new MetCalls());
    appenders = new ContextAppenders<>(probes.failures());
    idle = new IdleAppenders<>(probes, this::leave);
  }

  /** Returns the configuration's bridge, creating it where there is none. */
  static ContextBridge of(Configuration configuration) {
    synchronized (ContextBridge.class) {
      AtomicReference<Object> holder = holder(configuration);
      if (holder.get() instanceof ContextBridge known) {
        return known;
      }
      LoggerContext context = configuration.getLoggerContext();
      // A configuration built by hand does not know the context that starts it.
      ContextBridge bridge =
          new ContextBridge(
              configuration, context != null ? context : LoggerContext.getContext(false));
      holder.set(bridge);
      return bridge;
    }
  }

  /**
   * Returns what holds the bridge of a configuration. A configuration never lets go of a component,
   * so the component is a reference that can be emptied.
   */
  @SuppressWarnings("unchecked") // nothing else is kept under that name
  private static AtomicReference<Object> holder(Configuration configuration) {
    if (!(configuration.getComponent(KEY) instanceof AtomicReference)) {
      configuration.addComponent(KEY, new AtomicReference<>());
    }
    return (AtomicReference<Object>) configuration.getComponent(KEY);
  }

  /** Returns what a logger context keeps when it gets another configuration. */
  private static <T> T kept(
      LoggerContext context, Class<T> type, Function<LoggerContext, T> maker) {
    Object known = context.getObject(key(type));
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T made = maker.apply(context);
    context.putObject(key(type), made);
    return made;
  }

  private static String key(Class<?> type) {
    return KEY + "." + type.getSimpleName();
  }

  private static ContextProbes newProbes(LoggerContext context) {
    return new ContextProbes(new ContextLoggers(context), StartStatus.ofFailures());
  }

  ContextProbes probes() {
    return probes;
  }

  ContextAppenders<LogEvent> appenders() {
    return appenders;
  }

  IdleAppenders<LogEvent> idle() {
    return idle;
  }

  boolean isAsynchronous() {
    return isAsynchronous;
  }

  /** Returns the thread's context with the properties of a logger, or null when it has none. */
  StringMap contextWithProperties(LoggerConfig logger) {
    return LoggerProperties.context(logger, configuration.getStrSubstitutor());
  }

  /** Returns how events reach an appender that has joined. */
  Reach reach(AppenderProbes<LogEvent> appender) {
    return reaches.get(appender);
  }

  /**
   * Returns whether an appender fires the event of an enabled call. Where loggers are asynchronous
   * the filter does, on the thread that logs, unless it is not shown the event whole.
   */
  boolean reaches(Logger logger, Level level, Call call, AppenderProbes<LogEvent> appender) {
    return reaches(logger, level, appender)
        && (!isAsynchronous || met.leave(logger.getName(), call));
  }

  /** Returns whether an event of an enabled call comes to an appender. */
  boolean reaches(Logger logger, Level level, AppenderProbes<LogEvent> appender) {
    Reach reach = reaches.get(appender);
    return reach == null || reach.reaches(logger.get(), level);
  }

  boolean needsCaller() {
    return needsCaller;
  }

  /** Returns all filters of the configuration if there are several, else none. */
  List<Filter> filters() {
    return configuration.getFilter() instanceof CompositeFilter all
        ? Arrays.asList(all.getFiltersArray())
        : List.of();
  }

  /**
   * Adds an appender; installs the filter when there is none and one is needed.
   *
   * @param name the name by which loggers reference the appender
   * @param needsCaller whether it wants to know where calls are made
   */
  synchronized void join(AppenderProbes<LogEvent> appender, String name, boolean needsCaller) {
    References references = new References(configuration, name);
    isAsynchronous |= references.areAsynchronous(context);
    isReferencedTwice |= references.areNested();
    this.needsCaller |= needsCaller;
    reaches.put(appender, new Reach(configuration, name));
    keep();
    appenders.add(appender);
    if (filter == null) {
      filter = new UsdtFilter(this);
      filter.start();
      install();
    }
  }

  /**
   * Puts the filter first in the chain, so that it meets calls that other filters accept. In a
   * configuration that is at work already it comes last, since the chain must not lose its filters
   * for a moment.
   */
  private void install() {
    Filter others = configuration.isStarted() ? null : configuration.getFilter();
    configuration.removeFilter(others);
    configuration.addFilter(filter);
    configuration.addFilter(others);
  }

  /** Takes an appender out; the last one takes the filter along. */
  synchronized void leave(AppenderProbes<LogEvent> appender) {
    if (isReplaced()) {
      // Calls that began with this configuration are still under way; the probes are the next
      // one's.
      return;
    }
    appenders.remove(appender);
    reaches.remove(appender);
    if (filter != null && appenders.size() == 0) {
      configuration.removeFilter(filter);
      filter = null;
      forget();
    }
  }

  /** Lets the configuration hold this, also where all appenders had left it. */
  private void keep() {
    synchronized (ContextBridge.class) {
      holder(configuration).compareAndSet(null, this);
      context.putObjectIfAbsent(key(ContextProbes.class), probes);
      context.putObjectIfAbsent(key(MetCalls.class), met);
    }
  }

  /** Lets Log4j hold nothing of ours, so that the class loader of an agent can go. */
  private void forget() {
    synchronized (ContextBridge.class) {
      holder(configuration).compareAndSet(this, null);
      context.removeObject(key(ContextProbes.class), probes);
      context.removeObject(key(MetCalls.class), met);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isReplaced() {
    return configuration.getState() == LifeCycle.State.STOPPING
        && context.getConfiguration() != configuration;
  }

  /**
   * Returns whether one event may meet several appenders, or one appender twice, and must fire
   * once.
   */
  private boolean isShared() {
    return appenders.size() > 1 || isReferencedTwice;
  }

  /** Tells that a new event begins: Log4j may use the object of an event that is over for it. */
  void begin() {
    if (isShared()) {
      OncePerEvent.forget(ContextBridge::isOver);
    }
  }

  /**
   * Returns whether an event is over: Log4j clears an event before it uses it again, but not an
   * event during which an appender logs another one.
   */
  private static boolean isOver(Object event) {
    return event instanceof LogEvent logged && logged.getLoggerName() == null;
  }

  /** Notes that the filter has met a call of a logger. */
  void meet(String logger) {
    if (isAsynchronous) {
      met.meet(logger);
    }
  }

  /**
   * Returns whether the appender must fire an event that reached it, because the filter has not.
   * Code that logs behind the filter has loggers of its own, or is known by its name.
   */
  boolean isForAppender(LogEvent event) {
    return !isAsynchronous
        || Flow.isFlow(event.getMarker())
        || met.take(event)
        || Callers.isUnasked(event.getLoggerFqcn())
        || !met.isMet(event.getLoggerName());
  }

  /**
   * Returns what an event that reached an appender has fired already, or null where nothing else
   * can have fired it. Log4j may use one object for all events of a thread, and no filter has met
   * the events that other logging interfaces send past it. The time tells events apart; where the
   * clock is too coarse, an appender that gets the object again has a new event.
   */
  OncePerEvent once(AppenderProbes<LogEvent> appender, LogEvent event) {
    if (!isShared()) {
      return null;
    }
    long time =
        event.getInstant().getEpochSecond() * NANOS_OF_SECOND
            + event.getInstant().getNanoOfSecond();
    return isReferencedTwice
        ? OncePerEvent.of(event, time)
        : OncePerEvent.ofNext(event, time, appender);
  }
}
