package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.images.ImageFinder;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
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
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Finds processes and the images that they have. It is not thread-safe. */
public final class Processes {
  /** A process that runs one program after the other without an end is passed over. */
  private static final int TRIES = 3;

  private static final long ALL_MILLIS = 5000;
  private static final int USERS = 10;
  private static final long ONE_SECONDS = 5;

  private final Set<String> names;
  private final Users users = Users.ofMachine();
  private final ImageFinder finder = new ImageFinder();

  /** Processes that were left out because others of their user took too much, by the user. */
  private final Map<Long, Set<Long>> leftOut = new TreeMap<>();

  private final Map<Long, User> tooLong = new TreeMap<>();

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
    return find(Proc.pids(), isMeant, new Budget(ALL_MILLIS, USERS), pid -> {});
  }

  /**
   * Finds the processes that have images.
   *
   * @param budget how long they may take; those that no time is left for are left out
   * @param looked is told of each process that was not left out for that
   */
  public List<TracedProcess> find(
      Collection<Long> pids, Predicate<User> isMeant, Budget budget, LongConsumer looked) {
    return find(
        pids,
        isMeant,
        budget,
        looked,
        (pid, limit) -> find(pid, limit).filter(process -> !process.images().isEmpty()));
  }

  private List<TracedProcess> find(
      Collection<Long> pids,
      Predicate<User> isMeant,
      Budget budget,
      LongConsumer looked,
      BiFunction<Long, ReadLimit, Optional<TracedProcess>> search) {
    Turns turns = new Turns();
    for (long pid : pids) {
      OptionalLong uid = Proc.userId(pid);
      if (uid.isPresent() && isMeant.test(users.of(uid.getAsLong()))) {
        turns.add(pid, uid.getAsLong());
      } else {
        looked.accept(pid);
      }
    }
    List<TracedProcess> found = new ArrayList<>();
    turns.read(
        budget,
        new Turns.Reader() {
          @Override
          public void read(long pid, ReadLimit limit) {
            search.apply(pid, limit).ifPresent(this::keep);
          }

          private void keep(TracedProcess process) {
            found.add(process);
            budget.keep(process.user().uid(), process);
          }

          @Override
          public void done(long pid, long uid, boolean isWhole) {
            looked.accept(pid);
            if (!isWhole) {
              tooLong.put(pid, users.of(uid));
            }
          }

          @Override
          public void late(long pid, long uid) {
            leftOut.computeIfAbsent(uid, key -> new HashSet<>()).add(pid);
          }
        });
    return found;
  }

  /** Returns the processes that were given all of a user's time last time, and not read whole. */
  public Map<Long, User> takeTooLong() {
    Map<Long, User> taken = new LinkedHashMap<>(tooLong);
    tooLong.clear();
    return taken;
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
        new Budget(ALL_MILLIS, USERS),
        pid -> {},
        (pid, limit) ->
            Status.of(pid).isPresent()
                ? find(pid, limit).filter(process -> process.images().isEmpty())
                : Optional.empty());
  }

  /** Returns a process, with or without images; empty when there is none of that pid. */
  public Optional<TracedProcess> find(long pid) {
    return find(pid, ReadLimit.seconds(ONE_SECONDS));
  }

  /**
   * Returns the same, when it is a process that can be read within a limit; otherwise the process
   * without images, and with the reason.
   */
  public Optional<TracedProcess> find(long pid, ReadLimit limit) {
    for (int i = 0; i < TRIES; i++) {
      Optional<TracedProcess> process = look(pid, limit);
      if (process.isEmpty()
          || process.get().images().isEmpty()
          || process.get().change() == Change.NONE) {
        return process;
      }
      // What was read is partly of one program and partly of another.
    }
    return Optional.empty();
  }

  private Optional<TracedProcess> look(long pid, ReadLimit limit) {
    OptionalLong start = Proc.startTicks(pid);
    long execution = Execution.of(pid);
    OptionalLong uid = Proc.userId(pid);
    CommandLine command = CommandLine.read(pid, names);
    ImageFinder.Found found = finder.find(pid, limit);
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
