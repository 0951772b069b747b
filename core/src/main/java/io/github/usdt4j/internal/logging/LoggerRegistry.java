package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.AttachedLevels;
import io.github.usdt4j.internal.attachment.AttachedLoggers;
import io.github.usdt4j.internal.attachment.Gate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Knows the loggers of a context and the providers that they have of their own. It forgets loggers
 * that the framework has dropped, unless a tracer is attached to their probes.
 */
final class LoggerRegistry implements Sweeper.Task {
  /** How long a start may take; the rest is made in the background. */
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int MOST_KEPT_NAMES = 20_000;

  private final KeyFilter shown;
  private final LoggerSource source;
  private final Failures failures;
  private final ConcurrentHashMap<String, LoggerEntry> entries = new ConcurrentHashMap<>();
  private final KeptTexts names;
  private final AttachedLoggers attached = new AttachedLoggers();

  // All below is guarded by this.
  private final OwnProviders providers;

  /** The loggers that have been looked at. */
  private final Set<String> registered = new HashSet<>();

  /** The loggers that the framework did not name when it was last asked. */
  private Set<String> missing = new HashSet<>();

  /** What is left of the loggers to look at; null between two rounds. */
  private Iterator<String> pending;

  /** What is left of the loggers that were missing twice. */
  private Iterator<String> leaving = Collections.emptyIterator();

  private Long knownStamp;
  private boolean closed;

  LoggerRegistry(
      Backend backend, LogOptions options, LoggerSource source, Gate gate, Failures failures) {
    this.source = source;
    this.failures = failures;
    shown = options.loggers();
    names = new KeptTexts(backend, MOST_KEPT_NAMES);
    providers = new OwnProviders(backend, options, gate, failures);
  }

  void start() {
    sweep(START_NANOS);
    Sweeper.add(this);
  }

  LoggerEntry entry(String logger) {
    LoggerEntry entry = entries.get(logger);
    return entry != null
        ? entry
        : entries.computeIfAbsent(
            logger, name -> new LoggerEntry(name, names.address(name), shown.allows(name)));
  }

  /** Returns the levels of a logger's own probes, or {@code others} when it has none. */
  AttachedLevels levels(String logger, AttachedLevels others) {
    return attached.find(logger, others);
  }

  /**
   * Registers loggers that are new and forgets those that are gone, for at most that time; says
   * whether some are left.
   */
  @Override
  public synchronized boolean sweep(long nanos) {
    if (closed) {
      return false;
    }
    try {
      if (pending == null) {
        look();
      }
      long end = System.nanoTime() + nanos;
      while (pending.hasNext()) {
        register(pending.next());
        if (System.nanoTime() - end > 0) {
          return true;
        }
      }
      if (forgetUntil(end)) {
        return true;
      }
    } catch (Throwable e) {
      failures.report("new loggers could not be given probes", e);
    }
    pending = null;
    return false;
  }

  /** Begins a round: asks the framework for its loggers if they may have changed. */
  private void look() {
    pending = Collections.emptyIterator();
    long stamp = source.stamp();
    boolean isSame = knownStamp != null && stamp == knownStamp;
    if (isSame && missing.isEmpty() && entries.size() <= registered.size()) {
      return;
    }
    List<String> present = List.copyOf(source.names());
    // Where a logger has come or gone meanwhile, the next round looks again.
    knownStamp = source.stamp() == stamp ? stamp : null;
    Set<String> gone = new HashSet<>(registered);
    gone.addAll(entries.keySet());
    present.forEach(gone::remove);
    missing.retainAll(gone);
    // A logger may be made again at once; only what is missing twice leaves.
    leaving = List.copyOf(missing).iterator();
    missing = gone;
    pending = present.iterator();
  }

  private void register(String logger) {
    if (!registered.add(logger) || !shown.allows(logger)) {
      return;
    }
    ProviderProbes own = providers.acquire(logger);
    if (own != null) {
      entry(logger).own(own);
      attached.add(logger, own.levels());
    }
  }

  /** Forgets loggers that are gone; says whether some are left. */
  private boolean forgetUntil(long end) {
    Set<String> forgotten = new HashSet<>();
    while (leaving.hasNext() && (forgotten.isEmpty() || System.nanoTime() - end <= 0)) {
      String logger = leaving.next();
      if (!providers.isAttached(logger)) {
        providers.release(logger);
        entries.remove(logger);
        registered.remove(logger);
        missing.remove(logger);
        forgotten.add(logger);
      }
    }
    attached.remove(forgotten);
    return leaving.hasNext();
  }

  void close() {
    Sweeper.remove(this);
    synchronized (this) {
      closed = true;
      providers.releaseAll();
    }
    entries.values().forEach(entry -> entry.own(null));
    attached.clear();
  }
}
