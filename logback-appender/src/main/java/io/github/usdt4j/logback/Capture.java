package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.Gate;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.internal.logging.Watch;
import java.util.Arrays;
import java.util.function.Supplier;

/** All that captures events of one logger context: one gate, one filter, and who takes part. */
final class Capture {
  private static final String KEY = Capture.class.getName();

  private final LoggerContext context;
  private final Gate gate = new Gate();
  private final Failures failures;

  /** Replaced, never changed. */
  private volatile Member[] members = {};

  /** The probes of the only member, which is the usual case; else null. */
  private volatile LogProbes only;

  /** Null while none is installed. Guarded by this. */
  private UsdtTurboFilter filter;

  private volatile boolean hasAppender;

  private Capture(LoggerContext context) {
    this.context = context;
    failures = new Failures(new StatusReporter(context));
  }

  /** That of a context; a reset of the context begins a new one. */
  static Capture of(LoggerContext context) {
    synchronized (Capture.class) {
      Object known = context.getObject(KEY);
      if (known instanceof Capture capture) {
        return capture;
      }
      Capture capture = new Capture(context);
      context.putObject(KEY, capture);
      return capture;
    }
  }

  LoggerContext context() {
    return context;
  }

  Gate gate() {
    return gate;
  }

  Failures failures() {
    return failures;
  }

  /** Takes part; installs the filter, last in the chain, when there is none. */
  synchronized void join(Member member) {
    add(member);
    if (member.capturesBelowLevel() && filter == null) {
      filter = new UsdtTurboFilter(this);
      filter.setContext(context);
      filter.setName("usdt4j");
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  /** Takes part as a filter that the configuration has placed; false when there is one already. */
  synchronized boolean join(UsdtTurboFilter own, Member member) {
    if (filter != null) {
      return false;
    }
    filter = own;
    add(member);
    return true;
  }

  private void add(Member member) {
    Member[] more = Arrays.copyOf(members, members.length + 1);
    more[members.length] = member;
    use(more);
  }

  private void use(Member[] next) {
    members = next;
    hasAppender = Arrays.stream(next).anyMatch(Member::isAppender);
    only = next.length == 1 ? next[0].probes() : null;
  }

  /** Leaves; the last one takes the filter along. */
  @SuppressWarnings("ReferenceEquality")
  synchronized void leave(Member member) {
    // Not equals: that of a record leaves its class, and so its class loader, in a cache of the
    // JDK.
    use(Arrays.stream(members).filter(other -> other != member).toArray(Member[]::new));
    member.probes().close();
    if (filter != null && Arrays.stream(members).noneMatch(Member::capturesBelowLevel)) {
      context.getTurboFilterList().remove(filter);
      filter = null;
    }
  }

  /** Fires an event that reached an appender. */
  void append(Member member, ILoggingEvent event, int level) {
    try {
      Watch watch = member.probes().watch(event.getLoggerName(), level);
      if (watch != null && !Rendering.isActive()) {
        fire(member, watch, false, event, false);
      }
    } catch (Throwable e) {
      failures.report("an event of " + event.getLoggerName() + " was not fired", e);
    }
  }

  /** Whether events that pass the level are the filter's to fire: no appender meets them. */
  boolean isFilterAlone() {
    return !hasAppender;
  }

  /** Whether somebody listens to a logger at a level; never throws. */
  boolean isWatched(Logger logger, int level) {
    LogProbes probes = only;
    if (probes == null) {
      return isWatched(logger, level, false);
    }
    try {
      return probes.isWatched(logger.getName(), level);
    } catch (Throwable e) {
      failures.report("probes of " + logger.getName() + " could not be read", e);
      return false;
    }
  }

  /** Whether a guard is to let the application log for a tracer; never throws. */
  boolean opensGuard(Logger logger, int level) {
    return TurboContract.HAS_FLUENT_DECIDE && isWatched(logger, level, true);
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
      failures.report("probes of " + logger.getName() + " could not be read", e);
    }
    return false;
  }

  /** Fires an event that the filter has met; never throws. */
  void fire(Logger logger, int level, boolean belowLevel, Supplier<LoggingEvent> source) {
    try {
      LoggingEvent event = null;
      for (Member member : members) {
        Watch watch =
            belowLevel && !member.capturesBelowLevel()
                ? null
                : member.probes().watch(logger.getName(), level);
        if (watch != null) {
          event = event == null ? Rendering.silently(gate, source) : event;
          if (event == null) {
            return;
          }
          fire(member, watch, belowLevel, event, true);
        }
      }
    } catch (Throwable e) {
      failures.report("an event of " + logger.getName() + " was not fired", e);
    }
  }

  private void fire(
      Member member, Watch watch, boolean belowLevel, ILoggingEvent event, boolean isCopy) {
    // One appender gets an event twice when it is referenced at two loggers, one above the other.
    OncePerEvent once = members.length > 1 || !isCopy ? OncePerEvent.of(event) : null;
    member.probes().fire(watch, belowLevel, member.view(event, isCopy), once);
  }
}
