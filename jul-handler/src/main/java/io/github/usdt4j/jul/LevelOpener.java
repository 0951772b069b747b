package io.github.usdt4j.jul;

import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.internal.logging.Sweeper;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Opens the levels of loggers for as long as a tracer watches them. A logger looks at its level
 * before it makes a record, and asks its filter after that. So while a tracer is attached, a filter
 * of ours stands in each logger, and behind it the level is as low as the tracer wants; the filter
 * fires what is below the application's level and denies it. While no tracer is attached a logger
 * is as the application has made it.
 *
 * <p>The filter comes before the level and goes some seconds after it, so that no thread can be
 * between the two when one of them is missing.
 *
 * <p>Loggers without a level of their own have that of the one above, filters are no one else's. So
 * records of a logger that is made meanwhile below an opened one meet no filter of a logger: {@link
 * HandlerFilters} keep them out. The root stays as it is, since also loggers without a name have
 * its level, which nothing can find.
 */
final class LevelOpener implements Sweeper.Task {
  /** For how many rounds filters stay when no tracer is left: five seconds. */
  private static final int LINGERING_ROUNDS = 20;

  private final ContextBridge bridge;
  private final ContextLoggers loggers;
  private final AppLevels levels;
  private final HandlerFilters handlers;
  private final OpenerClaim claim;
  private final ClosedLoggers closed;

  /**
   * The levels that stand for one of the application's, by the number of the probe that they are
   * opened for. The JDK keeps each level for ever, so there is one for each case. Guarded by this.
   */
  private final IdentityHashMap<Level, OpenedLevel[]> forOwn = new IdentityHashMap<>();

  /** The same, for loggers that have the level of the one above. Guarded by this. */
  private final IdentityHashMap<Level, OpenedLevel[]> forInherited = new IdentityHashMap<>();

  /** Whether there may be filters or levels of ours in loggers. Written with this locked. */
  private volatile boolean isUsed;

  /** The number of rounds since a tracer was there. Guarded by this. */
  private int idleRounds;

  LevelOpener(ContextBridge bridge, ContextLoggers loggers, OpenerClaim claim) {
    this.bridge = bridge;
    this.loggers = loggers;
    this.claim = claim;
    levels = bridge.levels();
    handlers = new HandlerFilters(bridge);
    closed = new ClosedLoggers(levels);
  }

  @Override
  public boolean sweep(long nanos) {
    try {
      round();
    } catch (Throwable e) {
      bridge.probes().failures().report("levels could not be opened for a tracer", e);
    }
    return false;
  }

  /** Looks at the gate and at all loggers, and makes each as it has to be now. */
  synchronized void round() {
    boolean isWanted = bridge.appenders().size() > 0;
    if (isWanted && isTracerThere() && claim.take()) {
      isUsed = true;
      idleRounds = 0;
      open(all());
    } else if (isUsed) {
      close(all(), ++idleRounds > LINGERING_ROUNDS);
    }
    if (!isWanted && !isUsed) {
      bridge.rest();
    }
  }

  /** Asks level by level: where there are several images, the question for any is answered yes. */
  private boolean isTracerThere() {
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      if (bridge.probes().gate().isOpen(level)) {
        return true;
      }
    }
    return false;
  }

  /** Returns all loggers, also those above others that the log manager does not name. */
  private List<Logger> all() {
    Map<Object, Logger> all = new LinkedHashMap<>();
    for (Logger logger : loggers.all()) {
      for (Logger each = logger; each != null; each = levels.above(each)) {
        all.putIfAbsent(JBoss.key(each), each);
      }
    }
    return List.copyOf(all.values());
  }

  private void open(List<Logger> all) {
    for (Logger logger : all) {
      if (!(logger.getFilter() instanceof UsdtFilter)) {
        logger.setFilter(new UsdtFilter(bridge, logger, logger.getFilter()));
      }
    }
    boolean isTight = handlers.install(all);
    Set<Object> parents = parents(all);
    for (Logger logger : all) {
      boolean mayOpen = isTight || !parents.contains(JBoss.key(logger));
      set(logger, mayOpen && levels.above(logger) != null ? watchedFrom(logger) : 0);
    }
  }

  /** Returns the keys of the loggers that have one of these below. */
  private Set<Object> parents(List<Logger> all) {
    Set<Object> parents = new HashSet<>();
    for (Logger logger : all) {
      Logger above = levels.above(logger);
      if (above != null) {
        parents.add(JBoss.key(above));
      }
    }
    return parents;
  }

  /** Returns the lowest level at which a tracer watches a logger, or 0. */
  private int watchedFrom(Logger logger) {
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      if (bridge.probes().gate().isOpen(level)
          && bridge.appenders().opensGuards(logger.getName(), level)) {
        return level;
      }
    }
    return 0;
  }

  /** Gives a logger the level that it has to have for that probe, or its own one for 0. */
  @SuppressWarnings("ReferenceEquality") // levels are equal when their numbers are
  private void set(Logger logger, int probe) {
    Level now = logger.getLevel();
    Level own = OpenedLevel.own(now);
    Level effective = levels.effective(logger);
    Level next =
        probe != 0 && ProbeLevels.lowest(probe) < effective.intValue()
            ? opened(own, effective, probe)
            : own;
    if (next != now) {
      // An application that sets the level in between loses: a logger has no way to compare and
      // set.
      closed.set(logger, next);
    }
  }

  private OpenedLevel opened(Level own, Level effective, int probe) {
    OpenedLevel[] known =
        (own == null ? forInherited : forOwn)
            .computeIfAbsent(effective, key -> new OpenedLevel[Levels.FATAL + 1]);
    if (known[probe] == null) {
      known[probe] = new OpenedLevel(own, effective, ProbeLevels.lowest(probe));
    }
    return known[probe];
  }

  private void close(List<Logger> all, boolean isOver) {
    for (Logger logger : all) {
      set(logger, 0);
    }
    if (isOver && !closed.isAsking()) {
      for (Logger logger : all) {
        Filter filter = logger.getFilter();
        if (filter instanceof UsdtFilter ours) {
          logger.setFilter(ours.own());
        }
      }
      handlers.remove();
      loggers.forget();
      levels.forget();
      isUsed = false;
      claim.release();
    }
  }

  /**
   * Returns whether a record that has come to a handler would not have without a tracer, and has
   * met no filter of ours in its logger; never throws.
   */
  boolean isStray(LogRecord record) {
    return isUsed && !PassedRecord.is(record) && isBelowOpened(record);
  }

  /**
   * Returns whether a record that has come to a handler is below the application's level of a
   * logger that is opened: a stray one, or one whose level the filter of a handler has lowered;
   * never throws.
   */
  boolean isBelowOpened(LogRecord record) {
    return below(record) != null;
  }

  /**
   * Returns whether a handler's own filter lets a record pass, as it does without a tracer. Some
   * lower the level of what they do not like, and let it pass where its logger is enabled for that,
   * as the one of Quarkus does; so where that level is below the application's, it is asked again
   * with the logger as the application has it.
   */
  boolean passes(Filter own, LogRecord record) {
    Level before = record.getLevel();
    boolean passes = own.isLoggable(record);
    Logger logger = passes ? below(record) : null;
    if (logger == null) {
      return passes;
    }
    record.setLevel(before);
    return closed.ask(logger, () -> own.isLoggable(record));
  }

  /** Returns the logger of a record where it is opened and the record below its level, or null. */
  private Logger below(LogRecord record) {
    if (!isUsed) {
      return null;
    }
    try {
      Logger logger = loggers.find(record.getLoggerName());
      return logger != null && levels.isOpened(logger) && levels.isBelow(logger, record)
          ? logger
          : null;
    } catch (Throwable e) {
      bridge.probes().failures().report("the level of a record could not be read", e);
      return null;
    }
  }
}
