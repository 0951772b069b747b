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
 * @param isAll whether every process is meant
 * @param owners whose processes names and {@code '*'} mean
 */
record Selection(Set<Long> pids, Set<String> names, boolean isAll, Owners owners) {
  private static final String ALL = "*";

  static Selection of(List<String> words, Owners owners) {
    Set<Long> pids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (String word : words) {
      if (word.isBlank()) {
        throw SnoopException.usage("-p: an empty name; -p '*' means every process");
      } else if (word.matches("-?[0-9]+")) {
        pids.add(pid(word));
      } else if (!word.equals(ALL)) {
        names.add(word);
      }
    }
    return new Selection(pids, names, words.contains(ALL), owners);
  }

  private static long pid(String word) {
    if (!word.matches("[0-9]{1,18}")) {
      throw SnoopException.usage("-p: %s is no process id".formatted(word));
    }
    return Long.parseLong(word);
  }

  /** Whether also processes that start later are meant. */
  boolean isOpen() {
    return isAll || !names.isEmpty();
  }

  /** Those of them that run; a problem with one that was named is said. */
  List<TracedProcess> find(Processes processes) {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : pids) {
      found.add(find(processes, pid));
    }
    if (isOpen()) {
      processes.all().stream()
          .filter(process -> !pids.contains(process.pid()))
          .filter(process -> isNamed(process) && owners.include(process.user()))
          .forEach(found::add);
    }
    for (String name : names) {
      if (found.stream().noneMatch(process -> process.command().contains(name))) {
        throw new SnoopException(
            "no process with usdt4j probes%s has %s in its command line; see snoop --list"
                .formatted(owners.isAsked() ? " of that --user" : "", name));
      }
    }
    return found;
  }

  /** Decides whose processes names mean, where that was not said; fails when it has to be said. */
  void decideOwners(List<TracedProcess> found) {
    owners.decide(found.stream().filter(process -> !pids.contains(process.pid())).toList());
  }

  /** Whether a process is meant by its name, or because all are; its owner is another question. */
  boolean isNamed(TracedProcess process) {
    return isAll || names.stream().anyMatch(process.command()::contains);
  }

  private TracedProcess find(Processes processes, long pid) {
    Optional<TracedProcess> process = processes.find(pid);
    if (process.isEmpty()) {
      throw new SnoopException("no process %d".formatted(pid));
    }
    TracedProcess one = process.get();
    if (owners.isAsked() && !owners.include(one.user())) {
      throw new SnoopException(
          "process %d (%s) belongs to %s, who is not the --user"
              .formatted(pid, one.name(), one.user().name()));
    }
    if (one.images().isEmpty() && !one.leftOut().isEmpty()) {
      throw new SnoopException(
          "process %d (%s) has no image that counts: %s"
              .formatted(pid, one.name(), String.join("; ", one.leftOut())));
    }
    if (one.images().isEmpty()) {
      throw new SnoopException(
          "process %d (%s) has no usdt4j probes: does its logging configuration have the UsdtAppender?"
              .formatted(pid, one.name()));
    }
    return one;
  }
}
