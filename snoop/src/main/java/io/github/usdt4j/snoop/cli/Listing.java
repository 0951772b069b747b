package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.images.Semaphores;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.Status;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.terminal.Rows;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows processes, what they tell of themselves, their images, and the probes in these. */
final class Listing {
  private static final long ROOT = 0;

  private final PrintStream out;
  private final int columns;

  /**
   * Begins a listing.
   *
   * @param columns the columns of the terminal, or {@link Rows#UNLIMITED}
   */
  Listing(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  void print(List<TracedProcess> processes) {
    for (TracedProcess process : processes) {
      print("", process.title());
      status(process).ifPresent(text -> print("  status: ", text));
      for (Image image : process.images()) {
        print("  ", image.path());
        print(process.pid(), image);
      }
      process.leftOut().forEach(text -> print("  left out: ", text));
    }
  }

  /** Says why processes may be missing in a list, or nothing when none is. */
  static Optional<String> hint(List<TracedProcess> found, User reader) {
    String none = found.isEmpty() ? "no process with usdt4j probes; " : "";
    if (reader.uid() != ROOT) {
      return Optional.of(
          none
              + "only processes of %s can be seen, root sees those of all"
                  .formatted(reader.name()));
    }
    long hidden = Proc.pids().stream().filter(Proc::isHidden).count();
    if (hidden > 0) {
      return Optional.of(
          none
              + "%d processes may not be looked into: this root has no CAP_SYS_PTRACE"
                  .formatted(hidden));
    }
    return found.isEmpty() ? Optional.of("no process with usdt4j probes") : Optional.empty();
  }

  /** Returns what a process tells of itself, unless its images say all. */
  private static Optional<String> status(TracedProcess process) {
    return Status.of(process.pid())
        .filter(status -> process.images().isEmpty() || !status.reason().isEmpty())
        .map(Status::line);
  }

  private void print(long pid, Image image) {
    try (ImageFile file = ImageFile.toShow(pid, image);
        Semaphores semaphores = new Semaphores(pid)) {
      file.read(probe -> print(probe, semaphores.read(image, probe)));
    } catch (IOException e) {
      print("    left out: ", e.getMessage());
    }
  }

  private void print(ProbeNote probe, OptionalInt semaphore) {
    String value = semaphore.isPresent() ? Integer.toString(semaphore.getAsInt()) : "?";
    print("    ", "%s:%s semaphore %s".formatted(probe.provider(), probe.name(), value));
  }

  private void print(String indent, String text) {
    out.println(new Rows(columns).exactly(indent).text(text));
  }
}
