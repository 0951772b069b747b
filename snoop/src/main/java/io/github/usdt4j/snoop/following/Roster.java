package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.PrettyOutput.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the processes that are followed, those that were and whose last records may still come, and
 * those that run another program now, which may get probes again.
 */
public final class Roster {
  private static final int MOST_PAST = 1000;

  private final Map<Long, TracedProcess> followed = new HashMap<>();
  private final Map<Long, TracedProcess> awaited = new HashMap<>();
  private final Map<Long, TracedProcess> past =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TracedProcess> eldest) {
          return size() > MOST_PAST;
        }
      };
  private final Origin several;
  private Origin origin;
  private TracedProcess first;

  /**
   * Begins without processes.
   *
   * @param origin what records show of their process while there is only one
   * @param several what they show of it when there are more
   */
  public Roster(Origin origin, Origin several) {
    this.origin = origin;
    this.several = several;
  }

  /** Returns what records show of their process at the moment. */
  public Origin origin() {
    return origin;
  }

  /** Follows a process from now on. */
  void add(TracedProcess process) {
    if (first == null) {
      first = process;
    } else if (!first.isSameProcess(process)) {
      origin = several;
    }
    followed.put(process.pid(), process);
    awaited.remove(process.pid());
    past.remove(process.pid());
  }

  /** Ends a process, or its program; its last records may still come. */
  void end(TracedProcess process) {
    followed.remove(process.pid());
    past.put(process.pid(), process);
  }

  /** Stops following a process, and shows no record of it any more. */
  void remove(TracedProcess process) {
    followed.remove(process.pid());
  }

  /** Waits for probes of a process that runs another program now. */
  void await(TracedProcess process) {
    awaited.put(process.pid(), process);
  }

  /** Gives up the processes that have ended while they were waited for, and returns them. */
  List<TracedProcess> endAwaited() {
    List<TracedProcess> ended = awaited.values().stream().filter(TracedProcess::hasEnded).toList();
    ended.forEach(process -> awaited.remove(process.pid()));
    return ended;
  }

  /** Returns whether a process is followed, with this program and this user. */
  boolean has(TracedProcess process) {
    TracedProcess one = followed.get(process.pid());
    return one != null
        && one.isSameProcess(process)
        && one.execution() == process.execution()
        && one.user().equals(process.user());
  }

  /** Returns whether a process is waited for. */
  boolean awaits(TracedProcess process) {
    TracedProcess one = awaited.get(process.pid());
    return one != null && one.isSameProcess(process);
  }

  List<TracedProcess> followed() {
    return List.copyOf(followed.values());
  }

  /** Returns the ids of the processes that are followed or waited for. */
  Set<Long> pids() {
    Set<Long> pids = new HashSet<>(followed.keySet());
    pids.addAll(awaited.keySet());
    return pids;
  }

  /** Returns whether no process is followed or waited for. */
  boolean isEmpty() {
    return followed.isEmpty() && awaited.isEmpty();
  }

  /**
   * Returns the process whose record a process of this id has fired; empty when it is not followed
   * here.
   */
  Optional<TracedProcess> source(long pid) {
    TracedProcess process = followed.get(pid);
    if (process == null) {
      process = past.get(pid);
      if (process != null && process.isPidOfAnother()) {
        past.remove(pid);
        process = null;
      }
    }
    return Optional.ofNullable(process);
  }
}
