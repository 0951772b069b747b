package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.doctor.Diagnosis;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.Status;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the processes that the user has named: by id, by a part of the command line, or all of
 * them.
 *
 * @param isAll whether every process is meant
 * @param owners whose processes names and {@code '*'} mean
 */
public record Selection(Set<Long> pids, Set<String> names, boolean isAll, Owners owners) {
  /** Returns whether processes that start later are meant too. */
  boolean isOpen() {
    return isAll || !names.isEmpty();
  }

  /** Finds the processes that run and have probes; fails when one that was named does not. */
  public List<TracedProcess> find(Processes processes) {
    return find(processes, isOpen() ? processes.all(owners::include) : List.of(), false);
  }

  /**
   * Finds the processes for a list: without a name every process is meant, and those that say why
   * they have no probes are among them.
   */
  public List<TracedProcess> findToList(Processes processes) {
    boolean isEverybody = pids.isEmpty() && names.isEmpty();
    List<TracedProcess> all = new ArrayList<>();
    if (isEverybody || isOpen()) {
      all.addAll(processes.all(owners::include));
      all.addAll(processes.withoutImages(owners::include));
    }
    return isEverybody
        ? all.stream().filter(process -> owners.include(process.user())).toList()
        : find(processes, all, true);
  }

  private List<TracedProcess> find(
      Processes processes, List<TracedProcess> all, boolean isStatusEnough) {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : pids) {
      found.add(find(processes, pid, isStatusEnough));
    }
    if (isOpen()) {
      all.stream()
          .filter(process -> !pids.contains(process.pid()))
          .filter(process -> isNamed(process) && owners.include(process.user()))
          .forEach(found::add);
    }
    for (String name : names) {
      if (found.stream().noneMatch(process -> process.has(name))) {
        throw new SnoopException(missing(processes, name));
      }
    }
    return found;
  }

  /** Returns why no process has that name. */
  private String missing(Processes processes, String name) {
    return processes.withoutImages(owners::include).stream()
        .filter(process -> process.has(name) && owners.include(process.user()))
        .findFirst()
        .map(Selection::withoutProbes)
        .orElse(
            "no process with usdt4j probes%s has %s in its command line; see snoop --list"
                .formatted(owners.isAsked() ? " of that --user" : "", name));
  }

  private static String withoutProbes(TracedProcess process) {
    return "process %s has no usdt4j probes (snoop doctor %d says more): %s"
        .formatted(process.title(), process.pid(), Diagnosis.reason(process.pid()));
  }

  /** Decides whose processes names mean, where that was not said; fails when it has to be said. */
  public void decideOwners(List<TracedProcess> found) {
    owners.decide(found.stream().filter(process -> !pids.contains(process.pid())).toList());
  }

  /** Returns whether a process is meant by its name, or because all are, whoever owns it. */
  boolean isNamed(TracedProcess process) {
    return isAll || names.stream().anyMatch(process::has);
  }

  private TracedProcess find(Processes processes, long pid, boolean isStatusEnough) {
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
    if (one.images().isEmpty() && !(isStatusEnough && Status.of(pid).isPresent())) {
      throw new SnoopException(withoutProbes(one));
    }
    return one;
  }
}
