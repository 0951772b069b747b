package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.processes.TracedProcess.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the images of processes. A file that is no image is opened once, however many processes map
 * it. Not thread-safe.
 */
public final class Processes {
  /** A process that runs one program after the other without an end is passed over. */
  private static final int TRIES = 3;

  private final Users users = Users.ofMachine();
  private final Set<String> otherFiles = new HashSet<>();

  /** All processes that have images. */
  public List<TracedProcess> all() {
    List<TracedProcess> found = new ArrayList<>();
    for (long pid : Proc.pids()) {
      find(pid).filter(process -> !process.images().isEmpty()).ifPresent(found::add);
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
    List<Image> images = images(pid);
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
            images));
  }

  private List<Image> images(long pid) {
    Map<String, Image> images = new LinkedHashMap<>();
    for (Mapping mapping : Proc.firstMappings(pid)) {
      if (mapping.path().contains("/")
          && !otherFiles.contains(mapping.identity())
          && !images.containsKey(mapping.file())) {
        image(pid, mapping).ifPresent(image -> images.put(mapping.file(), image));
      }
    }
    return List.copyOf(images.values());
  }

  private Optional<Image> image(long pid, Mapping mapping) {
    Path file = open(pid, mapping);
    try {
      Optional<List<ProbeNote>> notes =
          Files.isRegularFile(file) ? Notes.read(file) : Optional.empty();
      if (notes.isEmpty()) {
        otherFiles.add(mapping.identity());
        return Optional.empty();
      }
      return Optional.of(
          new Image(
              (long) Files.getAttribute(file, "unix:dev"),
              (long) Files.getAttribute(file, "unix:ino"),
              mapping.range(),
              mapping.path(),
              file,
              mapping.start(),
              notes.get()));
    } catch (IOException e) {
      // Gone, or not ours to read.
      return Optional.empty();
    }
  }

  /**
   * The kernel's link reaches files of other mount namespaces, unlinked ones and those in memory,
   * but only for root.
   */
  private static Path open(long pid, Mapping mapping) {
    Path link = Proc.file(pid, "map_files/" + mapping.range());
    return Files.isReadable(link) ? link : Proc.file(pid, "root" + mapping.path());
  }
}
