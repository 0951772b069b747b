package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.ReadLimit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads processes of several users within a budget, and in turns: next is one of the user whose
 * processes have taken the least time, so that nobody's processes keep snoop from those of others.
 */
final class Turns {
  /** Reads one process. */
  interface Reader {
    /** Reads a process, as far as the limit allows. */
    void read(long pid, ReadLimit limit);

    /** Is told of a process that was read, and whether the limit was enough for all of it. */
    void done(long pid, long uid, boolean isWhole);

    /** Is told of a process that no time was left for. */
    void late(long pid, long uid);
  }

  private final Map<Long, Queue<Long>> waiting = new LinkedHashMap<>();

  /** Adds a process of a user. */
  void add(long pid, long uid) {
    waiting.computeIfAbsent(uid, key -> new ArrayDeque<>()).add(pid);
  }

  /**
   * Reads the processes of one user before those of others have their turns.
   *
   * @return whether this has read all of them; another call goes on with the rest
   */
  boolean readFirst(long uid, Budget budget, Reader reader) {
    Queue<Long> pids = waiting.getOrDefault(uid, new ArrayDeque<>());
    while (!pids.isEmpty() && budget.has(uid)) {
      read(pids.remove(), uid, budget, reader);
    }
    return pids.isEmpty();
  }

  /** Gives all processes their turns. */
  void read(Budget budget, Reader reader) {
    for (Optional<Long> next = next(budget); next.isPresent(); next = next(budget)) {
      long uid = next.get();
      read(waiting.get(uid).remove(), uid, budget, reader);
    }
  }

  private Optional<Long> next(Budget budget) {
    waiting.values().removeIf(Queue::isEmpty);
    return waiting.keySet().stream().min(Comparator.comparingLong(budget::taken));
  }

  private void read(long pid, long uid, Budget budget, Reader reader) {
    budget
        .read(
            uid,
            limit -> {
              reader.read(pid, limit);
              return !limit.isOver();
            })
        .ifPresentOrElse(isWhole -> reader.done(pid, uid, isWhole), () -> reader.late(pid, uid));
  }
}
