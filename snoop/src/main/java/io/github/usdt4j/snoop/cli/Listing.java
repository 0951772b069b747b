package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.doctor.HiddenProcesses;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.images.Semaphores;
import io.github.usdt4j.snoop.processes.ArgNames;
import io.github.usdt4j.snoop.processes.Status;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.terminal.Rows;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Shows processes, what they tell of themselves, their images, and the probes in these. */
final class Listing {
  /** Between two operands of a note: on arm64 one has a blank inside, {@code 8@[sp, 8]}. */
  private static final Pattern OPERANDS = Pattern.compile(" (?=-?\\d+@)");

  private final PrintStream out;
  private final int columns;
  private final boolean hasArguments;

  /**
   * Begins a listing.
   *
   * @param columns the columns of the terminal, or {@link Rows#UNLIMITED}
   * @param hasArguments whether to show the arguments of probes, too
   */
  Listing(PrintStream out, int columns, boolean hasArguments) {
    this.out = out;
    this.columns = columns;
    this.hasArguments = hasArguments;
  }

  void print(List<TracedProcess> processes) {
    for (TracedProcess process : processes) {
      print("", process.title());
      status(process).ifPresent(text -> print("  status: ", text));
      ArgNames names = hasArguments ? ArgNames.of(process.pid()) : ArgNames.NONE;
      for (Image image : process.images()) {
        print("  ", image.path());
        print(process.pid(), image, names);
      }
      process.leftOut().forEach(text -> print("  left out: ", text));
    }
  }

  /** Says why processes may be missing in a list, or nothing when none is. */
  static Optional<String> hint(List<TracedProcess> found) {
    List<String> parts = new ArrayList<>();
    if (found.isEmpty()) {
      parts.add("no process with usdt4j probes");
    }
    HiddenProcesses.said().ifPresent(parts::add);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  /** Returns what a process tells of itself, unless its images say all. */
  private static Optional<String> status(TracedProcess process) {
    return Status.of(process.pid())
        .filter(status -> process.images().isEmpty() || !status.reason().isEmpty())
        .map(Status::line);
  }

  private void print(long pid, Image image, ArgNames names) {
    try (ImageFile file = ImageFile.toShow(pid, image);
        Semaphores semaphores = new Semaphores(pid)) {
      file.read(
          probe -> {
            print(probe, semaphores.read(image, probe));
            if (hasArguments) {
              printArguments(probe, names);
            }
          });
    } catch (IOException e) {
      print("    left out: ", e.getMessage());
    }
  }

  private void print(ProbeNote probe, OptionalInt semaphore) {
    String value = semaphore.isPresent() ? Integer.toString(semaphore.getAsInt()) : "?";
    print("    ", "%s:%s semaphore %s".formatted(probe.provider(), probe.name(), value));
  }

  /** Shows name and type of each argument, or where a tracer finds one that has no name. */
  private void printArguments(ProbeNote probe, ArgNames names) {
    List<String> operands =
        probe.operands().isEmpty() ? List.of() : List.of(OPERANDS.split(probe.operands(), -1));
    List<String> shown = names.of(probe.provider(), probe.name(), operands.size()).orElse(operands);
    for (int i = 0; i < shown.size(); i++) {
      print("      ", "arg%d %s".formatted(i, shown.get(i)));
    }
  }

  private void print(String indent, String text) {
    out.println(new Rows(columns).exactly(indent).text(text));
  }
}
