package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that the user has named: by id, by a part of the command line, or all of them.
 *
 * @param isAll whether those that start later are meant too
 */
record Selection(Set<Long> pids, Set<String> names, boolean isAll) {
  static Selection of(List<String> words) {
    Set<Long> pids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (String word : words) {
      if (word.matches("[0-9]{1,18}")) {
        pids.add(Long.parseLong(word));
      } else if (!word.equals("*")) {
        names.add(word);
      }
    }
    return new Selection(pids, names, words.contains("*"));
  }

  /** Those of them that run; a problem with one that was named is said. */
  List<TracedProcess> find(Processes processes) {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : pids) {
      found.add(find(processes, pid));
    }
    if (isAll || !names.isEmpty()) {
      processes.all().stream().filter(this::isNamed).forEach(found::add);
    }
    for (String name : names) {
      if (found.stream().noneMatch(process -> process.command().contains(name))) {
        throw new SnoopException(
            "no process with usdt4j probes has %s in its command line; see snoop --list"
                .formatted(name));
      }
    }
    return found;
  }

  /** Whether a process that has started meanwhile is meant. */
  boolean includes(TracedProcess process) {
    return isNamed(process) || pids.contains(process.pid());
  }

  private boolean isNamed(TracedProcess process) {
    return !pids.contains(process.pid())
        && (isAll || names.stream().anyMatch(process.command()::contains));
  }

  private static TracedProcess find(Processes processes, long pid) {
    Optional<TracedProcess> process = processes.find(pid);
    if (process.isEmpty()) {
      throw new SnoopException("no process %d".formatted(pid));
    }
    if (process.get().images().isEmpty() && !process.get().leftOut().isEmpty()) {
      throw new SnoopException(
          "process %d (%s) has no image that counts: %s"
              .formatted(pid, process.get().name(), String.join("; ", process.get().leftOut())));
    }
    if (process.get().images().isEmpty()) {
      throw new SnoopException(
          "process %d (%s) has no usdt4j probes: does its logging configuration have the UsdtAppender?"
              .formatted(pid, process.get().name()));
    }
    return process.get();
  }
}
