package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.processes.Proc;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whose events are whose. */
final class Sources {
  private record Source(long pid, boolean isShared) {}

  /** The id of a thread that has ended is given again. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Integer, Source> byEvent = new HashMap<>();
  private final Map<Long, Long> processes = new HashMap<>();
  private long asked = System.nanoTime();

  /**
   * @param isShared whether other processes fire the event too
   */
  void add(int event, long pid, boolean isShared) {
    byEvent.put(event, new Source(pid, isShared));
  }

  /** The process of a thread that has fired an event. */
  long processOf(int event, long thread) {
    Source source = byEvent.getOrDefault(event, new Source(0, true));
    if (!source.isShared()) {
      return source.pid();
    }
    if (System.nanoTime() - asked > STALE_NANOS) {
      asked = System.nanoTime();
      processes.clear();
    }
    return processes.computeIfAbsent(thread, id -> Proc.processOf(id).orElse(source.pid()));
  }
}
