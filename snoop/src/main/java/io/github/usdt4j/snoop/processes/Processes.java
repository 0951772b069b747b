package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.images.ImageFinder;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.TracedProcess.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Finds processes and the images that they have. It is not thread-safe. */
public final class Processes {
  /** A process that runs one program after the other without an end is passed over. */
  private static final int TRIES = 3;

  private static final long ALL_MILLIS = 5000;

  private final Set<String> names;
  private final Users users = Users.ofMachine();
  private final ImageFinder finder = new ImageFinder();

  /** Processes that were left out because others of their user took too much, by the user. */
  private final Map<Long, Set<Long>> leftOut = new TreeMap<>();

  /** Finds processes without looking for names in their command lines. */
  public Processes() {
    this(Set.of());
  }

  /**
   * Finds processes.
   *
   * @param names what to look for in their command lines, which are not kept
   */
  public Processes(Set<String> names) {
    this.names = names;
  }

  /** Returns all processes of certain users that have images. */
  public List<TracedProcess> all(Predicate<User> isMeant) {
    return find(Proc.pids(), isMeant, ALL_MILLIS, pid -> {});
  }

  /**
   * Finds the processes that have images.
   *
   * @param millis how long the processes of one user may take; others of that user are left out
   * @param looked is told of each process that was not left out for that
   */
  public List<TracedProcess> find(
      Collection<Long> pids, Predicate<User> isMeant, long millis, LongConsumer looked) {
    return find(
        pids,
        isMeant,
        millis,
        looked,
        pid -> find(pid).filter(process -> !process.images().isEmpty()));
  }

  private List<TracedProcess> find(
      Collection<Long> pids,
      Predicate<User> isMeant,
      long millis,
      LongConsumer looked,
      LongFunction<Optional<TracedProcess>> search) {
    Budget budget = new Budget(millis);
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : pids) {
      OptionalLong uid = Proc.userId(pid);
      if (uid.isEmpty() || !isMeant.test(users.of(uid.getAsLong()))) {
        looked.accept(pid);
      } else if (budget.has(uid.getAsLong())) {
        looked.accept(pid);
        long start = System.nanoTime();
        Optional<TracedProcess> process = search.apply(pid);
        process.ifPresent(found::add);
        process.ifPresent(one -> budget.keep(uid.getAsLong(), one));
        budget.take(uid.getAsLong(), System.nanoTime() - start);
      } else {
        leftOut.computeIfAbsent(uid.getAsLong(), key -> new HashSet<>()).add(pid);
      }
    }
    return found;
  }

  /**
   * Returns how many processes of each user were left out last time because the user's others took
   * too long or have too much to be kept.
   */
  public Map<User, Integer> takeLeftOut() {
    Map<User, Integer> taken = new LinkedHashMap<>();
    leftOut.forEach((uid, pids) -> taken.put(users.of(uid), pids.size()));
    leftOut.clear();
    return taken;
  }

  /** Returns all processes of certain users that have usdt4j, no images, and a reason for it. */
  public List<TracedProcess> withoutImages(Predicate<User> isMeant) {
    return find(
        Proc.pids(),
        isMeant,
        ALL_MILLIS,
        pid -> {},
        pid ->
            Status.of(pid).isPresent()
                ? find(pid).filter(process -> process.images().isEmpty())
                : Optional.empty());
  }

  /** Returns a process, with or without images; empty when there is none of that pid. */
  public Optional<TracedProcess> find(long pid) {
    for (int i = 0; i < TRIES; i++) {
      Optional<TracedProcess> process = look(pid);
      if (process.isEmpty()
          || process.get().images().isEmpty()
          || process.get().change() == Change.NONE) {
        return process;
      }
      // What was read is partly of one program and partly of another.
    }
    return Optional.empty();
  }

  private Optional<TracedProcess> look(long pid) {
    OptionalLong start = Proc.startTicks(pid);
    long execution = Execution.of(pid);
    OptionalLong uid = Proc.userId(pid);
    CommandLine command = CommandLine.read(pid, names);
    ImageFinder.Found found = finder.find(pid);
    if (start.isEmpty() || uid.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TracedProcess(
            pid,
            start.getAsLong(),
            execution,
            users.of(uid.getAsLong()),
            command.name(),
            command.names(),
            found.images(),
            found.leftOut()));
  }
}
