package io.github.usdt4j.internal.bridge;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the loggers whose guard was opened for a tracer a short while ago. Frameworks need it
 * that check no level once a guard has said yes. A logger is forgotten after a while, since an
 * application may also build events without asking a guard, and those reach all appenders.
 */
public final class OpenedGuards {
  /** How long a fluent call may take from its guard to its end. */
  private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** How exact the times are: a guard that is asked in a loop is not noted each time. */
  private static final long EXACT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is remembered of each context, which may outlive the filter that has opened guards. */
  private static final Map<Object, OpenedGuards> OF_CONTEXTS = new WeakHashMap<>();

  /** When guards were opened, by the names of loggers: those themselves would hold the context. */
  private final Map<String, Long> openedAt = new ConcurrentHashMap<>();

  /** Begins without loggers. */
  OpenedGuards() {}

  /** Returns what is remembered of a context: code keeps builders while it is configured anew. */
  public static OpenedGuards of(Object context) {
    synchronized (OF_CONTEXTS) {
      return OF_CONTEXTS.computeIfAbsent(context, key -> new OpenedGuards());
    }
  }

  /** Remembers that a logger's guard was opened now. */
  public void remember(String logger) {
    long now = System.nanoTime();
    Long last = openedAt.get(logger);
    if (last == null || now - last > EXACT_NANOS) {
      openedAt.put(logger, now);
    }
  }

  /** Returns whether a logger's guard was opened within the last five minutes. */
  public boolean remembers(String logger) {
    Long last = openedAt.get(logger);
    return last != null && System.nanoTime() - last < REMEMBERED_NANOS;
  }
}
