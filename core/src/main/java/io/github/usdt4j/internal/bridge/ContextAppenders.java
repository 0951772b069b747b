package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.OncePerEvent;
import io.github.usdt4j.internal.logging.Rendering;
import io.github.usdt4j.internal.logging.WatchedProbes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps the appenders that fire the events of one logger context. It tells whether a tracer watches
 * a logger through any of them, what the filter replies to a call, and fires what the filter must.
 *
 * @param <E> the framework's events
 */
public final class ContextAppenders<E> {
  private final Failures failures;

  /** All appenders. The list is replaced, never changed: firing threads read it without a lock. */
  private volatile List<AppenderProbes<E>> all = List.of();

  /** The probes of each appender, in an array, since questions behind an open gate are frequent. */
  private volatile LogProbes[] probes = {};

  /** The probes of the only appender, which is the usual case; else null. */
  private volatile LogProbes only;

  /** Begins without appenders. */
  public ContextAppenders(Failures failures) {
    this.failures = failures;
  }

  /** Adds an appender that starts. */
  public synchronized void add(AppenderProbes<E> appender) {
    use(Stream.concat(all.stream(), Stream.of(appender)).toList());
  }

  /** Takes an appender out that stops. */
  public synchronized void remove(AppenderProbes<E> appender) {
    use(all.stream().filter(other -> other != appender).toList());
  }

  private void use(List<AppenderProbes<E>> next) {
    all = next;
    probes = next.stream().map(AppenderProbes::probes).toArray(LogProbes[]::new);
    only = next.size() == 1 ? probes[0] : null;
  }

  /** Returns the number of appenders. */
  public int size() {
    return probes.length;
  }

  /**
   * Tells whether a tracer watches a logger at a level; it never throws. It costs a few nanoseconds
   * and no heap when none does, and comes after a question to the gate.
   */
  public boolean isWatched(String logger, int level) {
    LogProbes one = only;
    if (one == null) {
      return isWatched(logger, level, false);
    }
    try {
      return one.isWatched(logger, level);
    } catch (Throwable e) {
      failures.report("probes of " + logger + " could not be read", e);
      return false;
    }
  }

  /**
   * Tells whether a tracer watches a logger at a level through an appender that may open guards for
   * it; never throws.
   */
  public boolean opensGuards(String logger, int level) {
    return isWatched(logger, level, true);
  }

  private boolean isWatched(String logger, int level, boolean guarded) {
    try {
      for (LogProbes each : probes) {
        if ((!guarded || each.capturesGuarded()) && each.isWatched(logger, level)) {
          return true;
        }
      }
    } catch (Throwable e) {
      failures.report("probes of " + logger + " could not be read", e);
    }
    return false;
  }

  /**
   * Replies to a call of a logger that is watched, or that this thread makes while it renders an
   * event, and fires the call's event where no appender does. Throws only what other filters throw.
   */
  public Reply decide(LogCall<E> call) {
    if (Rendering.isActive()) {
      // What is logged only because a tracer looks must not show.
      return Rendering.isSilent() ? Reply.DENY : Reply.NEUTRAL;
    }
    boolean isBelow = call.isBelowLevel();
    Reply others = call.askOthers();
    boolean passes = others == Reply.ACCEPT || (others == Reply.NEUTRAL && !isBelow);
    List<AppenderProbes<E>> unreached =
        passes && call.hasEvent() ? unreached(call::reaches) : List.of();
    Verdict verdict = Verdict.of(isBelow, others, call.hasEvent(), !unreached.isEmpty());
    switch (verdict) {
      case OPEN_GUARD -> {
        if (!isOpened(call)) {
          return Reply.DENY;
        }
      }
      case FIRE_BELOW_LEVEL -> fireBelowLevel(call);
      case FIRE_AT_LEVEL -> fireAtLevel(call, unreached);
      default -> {}
    }
    return verdict.reply;
  }

  /** Returns whether a guard may say yes, and notes it; never throws. */
  private boolean isOpened(LogCall<E> call) {
    try {
      if (opensGuards(call.logger(), call.level()) && call.comesBack()) {
        call.guardOpened();
        return true;
      }
    } catch (Throwable e) {
      failures.report("a guard of " + call.logger() + " was not opened", e);
    }
    return false;
  }

  /**
   * Tells whether the event of a call that passes its level reaches an appender. One object answers
   * for all calls: it is asked for each event that a tracer watches.
   *
   * @param <E> the framework's events
   * @param <L> its loggers
   * @param <V> its levels
   */
  public interface Reach<E, L, V> {
    /** Answers for one logger, level and appender. */
    boolean reaches(L logger, V level, AppenderProbes<E> appender);
  }

  /**
   * Returns whether appenders fire all that there is to fire of an event that passes its level, as
   * it begins; never throws.
   */
  public <L, V> boolean reachesAll(L logger, V level, Reach<E, L, V> reach) {
    FiredAhead.forget();
    try {
      List<AppenderProbes<E>> now = all;
      for (int i = 0; i < now.size(); i++) {
        if (!reach.reaches(logger, level, now.get(i))) {
          return false;
        }
      }
    } catch (Throwable e) {
      failures.report("the appenders of an event could not be found", e);
    }
    return true;
  }

  /** Returns the appenders that an event does not reach, as it begins; never throws. */
  private List<AppenderProbes<E>> unreached(Predicate<AppenderProbes<E>> reaches) {
    FiredAhead.forget();
    List<AppenderProbes<E>> unreached = List.of();
    try {
      List<AppenderProbes<E>> now = all;
      for (int i = 0; i < now.size(); i++) {
        if (!reaches.test(now.get(i))) {
          unreached = unreached.isEmpty() ? new ArrayList<>() : unreached;
          unreached.add(now.get(i));
        }
      }
      return unreached;
    } catch (Throwable e) {
      failures.report("the appenders of an event could not be found", e);
      // What cannot be found out must not fire twice.
      return List.of();
    }
  }

  private void fireBelowLevel(LogCall<E> call) {
    try {
      // The probes of two appenders may be the same.
      OncePerEvent once = size() > 1 ? OncePerEvent.of(call) : null;
      for (AppenderProbes<E> each : all) {
        if (each.probes().capturesBelowLevel()) {
          fire(each, call, true, once);
        }
      }
    } catch (Throwable e) {
      failures.report("an event of " + call.logger() + " was not fired", e);
    }
  }

  /** Fires for the appenders that the event does not reach. */
  private void fireAtLevel(LogCall<E> call, List<AppenderProbes<E>> unreached) {
    try {
      OncePerEvent once = size() > 1 ? OncePerEvent.of(call) : null;
      for (AppenderProbes<E> each : all) {
        WatchedProbes watched =
            once == null || unreached.contains(each)
                ? null
                : each.probes().watched(call.logger(), call.level());
        if (watched != null) {
          watched.noteIn(once);
        }
      }
      // What those fire whom the event reaches, it does not fire for others.
      List<AppenderProbes<E>> due = new ArrayList<>(unreached);
      due.removeIf(each -> !isLeft(each, call, once));
      for (AppenderProbes<E> each : due) {
        fire(each, call, false, once);
        if (call.mayStillReach()) {
          FiredAhead.remember(each, call.logger(), call.level());
        }
      }
    } catch (Throwable e) {
      failures.report("an event of " + call.logger() + " was not fired", e);
    }
  }

  /** Returns whether a tracer watches a probe of an appender that the event has not fired. */
  private boolean isLeft(AppenderProbes<E> appender, LogCall<E> call, OncePerEvent once) {
    WatchedProbes watched = appender.probes().watched(call.logger(), call.level());
    return watched != null && (once == null || watched.isLeftIn(once));
  }

  private void fire(
      AppenderProbes<E> appender, LogCall<E> call, boolean isBelowLevel, OncePerEvent once) {
    WatchedProbes watched = appender.probes().watched(call.logger(), call.level());
    if (watched != null) {
      appender.fire(watched, call, isBelowLevel, once);
    }
  }

  /**
   * Finds what a tracer watches of an event that has reached an appender: null when it watches
   * nothing, and while this thread renders another event. Never throws.
   */
  public WatchedProbes watched(AppenderProbes<E> appender, String logger, int level) {
    try {
      WatchedProbes watched = appender.probes().watched(logger, level);
      return watched == null || Rendering.isActive() || FiredAhead.has(appender, logger, level)
          ? null
          : watched;
    } catch (Throwable e) {
      failures.report("an event of " + logger + " was not fired", e);
      return null;
    }
  }
}
