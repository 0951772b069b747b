package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows the images that have events, in the processes that have them. */
final class Members {
  /** Stands for no process: no process has it as its id. */
  static final long NOBODY = 0;

  private static final int FIRST_SWEEP = 1000;
  private static final int MOST_OF_A_PROCESS = 128;

  private final Map<String, Sites> attached = new HashMap<>();
  private final Map<Long, List<Member>> byPid = new HashMap<>();
  private int count;
  private int nextSweep = FIRST_SWEEP;

  /** Returns an image in a process. */
  Member of(TracedProcess process, Image image) {
    return byPid.getOrDefault(process.pid(), List.of()).stream()
        .filter(member -> member.is(process, image))
        .findFirst()
        .orElseGet(() -> add(process, image));
  }

  private Member add(TracedProcess process, Image image) {
    if (count >= nextSweep) {
      sweep();
      nextSweep = Math.max(FIRST_SWEEP, 2 * count);
    }
    Sites sites = attached.computeIfAbsent(image.id(), id -> new Sites());
    List<Member> members = byPid.computeIfAbsent(process.pid(), pid -> new ArrayList<>());
    if (members.size() == MOST_OF_A_PROCESS) {
      // Of a program that it does not run any more.
      members.remove(0);
    } else {
      count++;
    }
    Member member = Member.of(process, image, sites);
    members.add(member);
    return member;
  }

  /** Forgets processes that have ended: their last events were taken long ago, but for a few. */
  private void sweep() {
    byPid.values().removeIf(members -> members.stream().allMatch(Member::hasEnded));
    attached.values().removeIf(Sites::isEmpty);
    count = byPid.values().stream().mapToInt(List::size).sum();
  }

  /** Returns whether an event at this address may come from the process. */
  boolean mayBeOf(long pid, long address) {
    return byPid.getOrDefault(pid, List.of()).stream().anyMatch(member -> member.hasSite(address));
  }

  /**
   * Returns whether there is an event on a site of this image that its process has at this address.
   */
  boolean hasSite(Image image, long address) {
    Sites sites = attached.get(image.id());
    return sites != null && sites.contains(address - image.base());
  }

  /**
   * Returns the only process that an event at this address may come from, if it is one of these.
   */
  long onlyOneAt(long address) {
    long[] pids =
        byPid.keySet().stream()
            .mapToLong(Long::longValue)
            .filter(pid -> mayBeOf(pid, address))
            .limit(2)
            .toArray();
    return pids.length == 1 ? pids[0] : NOBODY;
  }
}
