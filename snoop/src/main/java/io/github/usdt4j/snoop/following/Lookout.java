package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.Budget;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks for new processes, and for new images in those that are known. The longer it has known a
 * process, the less often it looks at it, so that an idle snoop costs nothing.
 */
final class Lookout {
  private static final long FIRST_MILLIS = 1000;
  private static final long LONGEST_MILLIS = 30_000;

  /** How long one look may take for the processes of one user: events wait meanwhile. */
  private static final long LOOK_MILLIS = 200;

  /** How long it may take for those of all users, in times of one user. */
  private static final int USERS = 2;

  private record Visit(long startTicks, long afterMillis, long nextMillis) {}

  private final Processes processes;
  private final Budget budget = new Budget(LOOK_MILLIS, USERS);
  private final Map<Long, Visit> visits = new HashMap<>();

  Lookout(Processes processes) {
    this.processes = processes;
  }

  /** Returns the processes that are due and have images. */
  List<TracedProcess> look(Collection<Long> pids, Predicate<User> isMeant, long nowMillis) {
    visits.keySet().retainAll(pids);
    List<Long> due = new ArrayList<>();
    Map<Long, Visit> next = new HashMap<>();
    for (long pid : pids) {
      Visit visit = visits.get(pid);
      if (visit == null || visit.nextMillis() <= nowMillis) {
        OptionalLong start = Proc.startTicks(pid);
        if (start.isPresent()) {
          due.add(pid);
          next.put(pid, next(visit, start.getAsLong(), nowMillis));
        }
      }
    }
    // Those that are left out are due the next time.
    return processes.find(due, isMeant, budget, pid -> visits.put(pid, next.get(pid)));
  }

  /** Begins another look, with the whole time. */
  void renew() {
    budget.renew();
  }

  /** Finds one process at once, in the time of the current look; empty when none is left. */
  Optional<TracedProcess> find(long pid) {
    OptionalLong uid = Proc.userId(pid);
    return uid.isEmpty()
        ? Optional.empty()
        : budget
            .read(uid.getAsLong(), limit -> processes.find(pid, limit))
            .flatMap(Function.identity());
  }

  /** Forgets a process, so that the next look treats it as a new one. */
  void forget(long pid) {
    visits.remove(pid);
  }

  private static Visit next(Visit last, long startTicks, long nowMillis) {
    boolean isNew = last == null || last.startTicks() != startTicks;
    long after = isNew ? FIRST_MILLIS : Math.min(2 * last.afterMillis(), LONGEST_MILLIS);
    return new Visit(startTicks, after, nowMillis + after);
  }
}
