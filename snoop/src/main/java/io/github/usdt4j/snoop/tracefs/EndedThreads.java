package io.github.usdt4j.snoop.tracefs;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells which process a thread belonged to that has ended since it fired: without it, an event of a
 * child that has ended at once looks like one of a thread of its parent. The kernel notes it for
 * each thread that has fired, when the option record-tgid is set, at the thread's next switch.
 */
final class EndedThreads {
  private final Tracefs tracefs;
  private Map<Long, Long> processes = Map.of();

  EndedThreads(Tracefs tracefs) {
    this.tracefs = tracefs;
  }

  /** The process; empty where the kernel has not noted it. */
  OptionalLong processOf(long thread) {
    if (!processes.containsKey(thread)) {
      processes = read();
    }
    Long process = processes.get(thread);
    return process == null ? OptionalLong.empty() : OptionalLong.of(process);
  }

  /** The id of a thread that has ended is given again. */
  void forget() {
    processes = Map.of();
  }

  private Map<Long, Long> read() {
    Map<Long, Long> read = new HashMap<>();
    for (String line : tracefs.savedThreads()) {
      int blank = line.indexOf(' ');
      read.put(Long.valueOf(line.substring(0, blank)), Long.valueOf(line.substring(blank + 1)));
    }
    return read;
  }
}
