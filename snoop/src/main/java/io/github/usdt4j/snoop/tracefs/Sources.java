package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
import io.github.usdt4j.snoop.processes.Budget;
import io.github.usdt4j.snoop.processes.Processes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tells which process an event came from. The kernel notes the thread and the address of the site:
 * several processes may have one image, also at the same address, as a child by fork has its
 * parent's; and the thread may have ended since.
 */
final class Sources {
  /** How long answers are kept: the id of a thread that has ended is given again. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * How long the processes of one user that are not followed may keep snoop in each second: events
   * wait meanwhile.
   */
  private static final long STRANGERS_MILLIS = 200;

  /** How long those of all users may, in times of one user. */
  private static final int USERS = 2;

  private final Members members;
  private final EndedThreads endedThreads;

  /** Whether the kernel's thread ids are ours, as in the first pid namespace. */
  private final boolean seesThreads = Owner.isInitialNamespace();

  private final Map<Long, Long> processes = new HashMap<>();

  /** Whether a process has an image with a site at an address. */
  private final Map<String, Boolean> strangers = new HashMap<>();

  private final Processes finder = new Processes();
  private final long strangersMillis;
  private Budget budget;
  private long asked = System.nanoTime();

  Sources(Members members, EndedThreads endedThreads) {
    this(members, endedThreads, STRANGERS_MILLIS);
  }

  /**
   * Begins without processes.
   *
   * @param strangersMillis how long the processes of one user that are not followed may keep snoop
   *     in a second
   */
  Sources(Members members, EndedThreads endedThreads, long strangersMillis) {
    this.strangersMillis = strangersMillis;
    budget = new Budget(strangersMillis, USERS);
    this.members = members;
    this.endedThreads = endedThreads;
  }

  /**
   * Returns the process that has fired an event; {@link Members#NOBODY} when that is not sure.
   *
   * @param address the address of the site, in that process
   * @param fired when it fired, as {@link System#nanoTime}
   */
  long processOf(long thread, long address, long fired) {
    if (!seesThreads) {
      return members.onlyOneAt(address);
    }
    if (System.nanoTime() - asked > STALE_NANOS) {
      asked = System.nanoTime();
      processes.clear();
      strangers.clear();
      budget = new Budget(strangersMillis, USERS);
    }
    Long process = processes.get(thread);
    if (process == null || !members.mayBeOf(process, address)) {
      process = ask(thread, address, fired);
      processes.put(thread, process);
    }
    return process;
  }

  /** Finds the process of a thread that may have ended, whose id another process may have since. */
  private long ask(long thread, long address, long fired) {
    OptionalLong process = Proc.processOf(thread);
    if (process.isPresent()) {
      long pid = process.getAsLong();
      if (members.mayBeOf(pid, address)) {
        return pid;
      }
      Optional<Boolean> isStranger = isStranger(pid, address);
      if (isStranger.isEmpty()) {
        // Not the followed process that an event at this address would be of otherwise.
        return Members.NOBODY;
      }
      if (isStranger.get()) {
        return pid;
      }
    }
    if (!endedThreads.isKnown(thread, fired)) {
      return Members.NOBODY;
    }
    long ended = endedThreads.processOf(thread).orElse(Members.NOBODY);
    if (members.mayBeOf(ended, address)
        || (ended == thread && !process.equals(OptionalLong.of(thread)))) {
      return ended;
    }
    // Of a thread that is gone, another note is of an earlier one, or of a child's other thread.
    return process.isEmpty() && endedThreads.isNoting()
        ? Members.NOBODY
        : members.onlyOneAt(address);
  }

  /**
   * Returns whether a process has an image there; empty when its user has taken too long, or when
   * it is too long to be read whole.
   */
  private Optional<Boolean> isStranger(long process, long address) {
    String key = process + " " + address;
    Boolean known = strangers.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    OptionalLong uid = Proc.userId(process);
    if (uid.isEmpty()) {
      return Optional.of(false);
    }
    Optional<Boolean> isStranger =
        budget
            .read(uid.getAsLong(), limit -> hasImageAt(process, address, limit))
            .flatMap(Function.identity());
    isStranger.ifPresent(answer -> strangers.put(key, answer));
    return isStranger;
  }

  /**
   * Returns whether a process has an image there: one that is not followed may have a shared one,
   * or its parent's. Empty when it was not read whole.
   */
  private Optional<Boolean> hasImageAt(long process, long address, ReadLimit limit) {
    boolean hasImage =
        finder.find(process, limit).stream()
            .flatMap(found -> found.images().stream())
            .anyMatch(image -> members.hasSite(image, address));
    return limit.isOver() ? Optional.empty() : Optional.of(hasImage);
  }
}
