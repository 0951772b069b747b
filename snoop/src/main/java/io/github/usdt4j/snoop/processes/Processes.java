package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.processes.TracedProcess.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds processes and what images they have. Not thread-safe. */
public final class Processes {
  /** A process that runs one program after the other without an end is passed over. */
  private static final int TRIES = 3;

  private final Users users = Users.ofMachine();
  private final ImageFinder finder = new ImageFinder();

  /** All processes that have images. */
  public List<TracedProcess> all() {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : Proc.pids()) {
      find(pid).filter(process -> !process.images().isEmpty()).ifPresent(found::add);
    }
    return found;
  }

  /** All processes that have no images and tell why: usdt4j is in them, and there are no probes. */
  public List<TracedProcess> withoutImages() {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : Proc.pids()) {
      if (Status.of(pid).isPresent()) {
        find(pid).filter(process -> process.images().isEmpty()).ifPresent(found::add);
      }
    }
    return found;
  }

  /** A process, with or without images; empty when there is none of that pid. */
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
    List<String> command = Proc.command(pid);
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
            ProcessNames.of(command),
            String.join(" ", command),
            found.images(),
            found.leftOut()));
  }
}
