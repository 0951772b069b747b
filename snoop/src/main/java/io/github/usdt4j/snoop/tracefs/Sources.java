package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.processes.Proc;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Tells whose an event is. The kernel notes the thread and the address of the site: several
 * processes may have one image, also at the same address, as a child by fork has its parent's; and
 * the thread may have ended since.
 */
final class Sources {
  /** The id of a thread that has ended is given again. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Members members;
  private final EndedThreads endedThreads;

  /** The kernel's thread ids are those of the first pid namespace. */
  private final boolean seesThreads = Owner.isInitialNamespace();

  private final Map<Long, Long> processes = new HashMap<>();
  private long asked = System.nanoTime();

  Sources(Members members, EndedThreads endedThreads) {
    this.members = members;
    this.endedThreads = endedThreads;
  }

  /**
   * The process that has fired an event; {@link Members#NOBODY} when that is not sure.
   *
   * @param address of the site, in that process
   * @param fired when, as {@link System#nanoTime}
   */
  long processOf(long thread, long address, long fired) {
    long process = seesThreads ? known(thread, address, fired) : Members.NOBODY;
    if (process != Members.NOBODY
        && !members.mayBeOf(process, address)
        && members.isOfAny(address)) {
      // Of another one, or the thread's id was given again.
      processes.remove(thread);
      process = known(thread, address, fired);
    }
    return process == Members.NOBODY ? members.onlyOneAt(address) : process;
  }

  private long known(long thread, long address, long fired) {
    if (System.nanoTime() - asked > STALE_NANOS) {
      asked = System.nanoTime();
      processes.clear();
    }
    return processes.computeIfAbsent(thread, id -> ask(id, address, fired));
  }

  private long ask(long thread, long address, long fired) {
    OptionalLong process = Proc.processOf(thread);
    if (process.isPresent()) {
      return process.getAsLong();
    }
    long ended = endedThreads.processOf(thread, fired).orElse(Members.NOBODY);
    boolean isPlausible = ended == thread || members.mayBeOf(ended, address);
    return isPlausible ? ended : Members.NOBODY;
  }
}
