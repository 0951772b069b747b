package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.WarnStatus;
import io.github.usdt4j.logging.Failures;
import io.github.usdt4j.logging.Gate;
import io.github.usdt4j.logging.OncePerEvent;
import io.github.usdt4j.logging.Rendering;
import io.github.usdt4j.logging.Reporter;
import io.github.usdt4j.logging.Watch;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** All that captures events of one logger context: one gate, one filter, and who takes part. */
final class Capture {
  private static final String KEY = Capture.class.getName();

  private final LoggerContext context;
  private final Gate gate = new Gate();
  private final Failures failures;
  private final CopyOnWriteArrayList<Member> members = new CopyOnWriteArrayList<>();

  /** Null while none is installed. Guarded by this. */
  private UsdtTurboFilter filter;

  /**
   * Whether a guard has ever been told a lie, so that events may come that nobody else shall see.
   */
  private volatile boolean guardsOpened;

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

  Gate gate() {
    return gate;
  }

  Failures failures() {
    return failures;
  }

  /** Takes part; installs the filter, last in the chain, when there is none. */
  synchronized void join(Member member) {
    members.add(member);
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
    members.add(member);
    return true;
  }

  /** Leaves; the last one takes the filter along. */
  synchronized void leave(Member member) {
    members.remove(member);
    member.probes().close();
    if (filter != null && members.stream().noneMatch(Member::capturesBelowLevel)) {
      context.getTurboFilterList().remove(filter);
      filter = null;
    }
  }

  /** Fires an event that reached an appender. */
  void append(Member member, ILoggingEvent event, int level) {
    if (Rendering.isActive()) {
      return;
    }
    try {
      Watch watch = member.probes().watch(event.getLoggerName(), level);
      if (watch != null) {
        OncePerEvent once = members.size() > 1 ? OncePerEvent.of(event) : null;
        member.probes().fire(watch, false, new LogbackEvent(event, member.layout()), once);
      }
    } catch (Throwable e) {
      failures.report("an event of " + event.getLoggerName() + " was not fired", e);
    }
  }

  /** Decides on a log call or a guard; the gate of its level is open. */
  FilterReply decide(
      TurboFilter self,
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    if (Rendering.isActive()) {
      return replyWhileRendering();
    }
    List<TurboFilter> behind = behind(self);
    FilterReply rest = FilterReply.NEUTRAL;
    for (int i = 0; i < behind.size() && rest == FilterReply.NEUTRAL; i++) {
      rest = behind.get(i).decide(marker, logger, level, format, params, throwable);
    }
    if (rest != FilterReply.NEUTRAL) {
      return rest;
    }
    boolean belowLevel = isBelowLevel(logger, level);
    try {
      boolean isGuard = format == null && params == null && throwable == null;
      if (isGuard) {
        if (belowLevel && opensGuard(logger, level)) {
          return FilterReply.ACCEPT;
        }
      } else {
        fire(
            belowLevel,
            logger,
            level,
            () -> event(marker, logger, level, format, params, throwable));
      }
    } catch (Throwable e) {
      failures.report("an event of " + logger.getName() + " was not fired", e);
    }
    return definitive(belowLevel, behind);
  }

  /**
   * Decides on an event that is complete, as fluent calls make it: no level check follows. Called
   * whether or not the gate is open.
   */
  FilterReply decide(TurboFilter self, Logger logger, org.slf4j.event.LoggingEvent event) {
    Level level = Level.convertAnSLF4JLevel(event.getLevel());
    boolean isOpen = gate.isOpen(LogbackLevels.of(level));
    if (isOpen && Rendering.isActive()) {
      return replyWhileRendering();
    }
    boolean belowLevel = isBelowLevel(logger, level) && guardsOpened;
    if (!isOpen && !belowLevel) {
      return FilterReply.NEUTRAL;
    }
    List<TurboFilter> behind = behind(self);
    FilterReply rest = FilterReply.NEUTRAL;
    for (int i = 0; i < behind.size() && rest == FilterReply.NEUTRAL; i++) {
      rest = behind.get(i).decide(logger, event);
    }
    if (rest != FilterReply.NEUTRAL) {
      return rest;
    }
    if (isOpen) {
      try {
        fire(belowLevel, logger, level, () -> event(logger, level, event));
      } catch (Throwable e) {
        failures.report("an event of " + logger.getName() + " was not fired", e);
      }
    }
    return belowLevel ? FilterReply.DENY : definitive(false, behind);
  }

  /** An event that is there because a tracer looks must not show; what it logs would. */
  private static FilterReply replyWhileRendering() {
    return Rendering.isOfBelowLevel() ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** What the level check would say, when filters behind have been asked and must not be again. */
  private static FilterReply definitive(boolean belowLevel, List<TurboFilter> asked) {
    if (asked.isEmpty()) {
      return FilterReply.NEUTRAL;
    }
    return belowLevel ? FilterReply.DENY : FilterReply.ACCEPT;
  }

  private static boolean isBelowLevel(Logger logger, Level level) {
    return logger.getEffectiveLevel().levelInt > level.levelInt;
  }

  /** The filters that would be asked after this one. */
  private List<TurboFilter> behind(TurboFilter self) {
    List<TurboFilter> all = Arrays.asList(context.getTurboFilterList().toArray(new TurboFilter[0]));
    int place = all.indexOf(self);
    return place < 0 ? List.of() : all.subList(place + 1, all.size());
  }

  private boolean opensGuard(Logger logger, Level level) {
    for (Member member : members) {
      if (member.capturesGuarded()
          && member.probes().watch(logger.getName(), LogbackLevels.of(level)) != null) {
        guardsOpened = true;
        return true;
      }
    }
    return false;
  }

  private void fire(boolean belowLevel, Logger logger, Level level, Supplier<LoggingEvent> source) {
    LoggingEvent event = null;
    for (Member member : members) {
      if (belowLevel ? !member.capturesBelowLevel() : !capturesAtLevel(member)) {
        continue;
      }
      Watch watch = member.probes().watch(logger.getName(), LogbackLevels.of(level));
      if (watch != null) {
        event = event == null ? source.get() : event;
        OncePerEvent once = members.size() > 1 ? OncePerEvent.of(event) : null;
        member.probes().fire(watch, belowLevel, new LogbackEvent(event, member.layout()), once);
      }
    }
  }

  /** A filter that works alone fires what has passed the level too. */
  private boolean capturesAtLevel(Member member) {
    return !member.isAppender() && members.stream().noneMatch(Member::isAppender);
  }

  private static LoggingEvent event(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    LoggingEvent event = new LoggingEvent(Logger.FQCN, logger, level, format, throwable, params);
    if (marker != null) {
      event.addMarker(marker);
    }
    return event;
  }

  private static LoggingEvent event(
      Logger logger, Level level, org.slf4j.event.LoggingEvent source) {
    LoggingEvent event =
        new LoggingEvent(
            Logger.FQCN,
            logger,
            level,
            source.getMessage(),
            source.getThrowable(),
            source.getArgumentArray());
    if (source.getMarkers() != null) {
      source.getMarkers().forEach(event::addMarker);
    }
    if (source.getKeyValuePairs() != null) {
      for (KeyValuePair pair : source.getKeyValuePairs()) {
        event.addKeyValuePair(pair);
      }
    }
    return event;
  }

  /** Reports to the status manager of a context. */
  private record StatusReporter(LoggerContext context) implements Reporter {
    @Override
    public void warn(String message, Throwable cause) {
      context.getStatusManager().add(new WarnStatus(message, UsdtAppender.class, cause));
    }
  }
}
