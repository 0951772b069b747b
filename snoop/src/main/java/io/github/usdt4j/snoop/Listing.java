package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.ProbeNote;
import io.github.usdt4j.snoop.processes.Semaphores;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.SafeText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;

/** Shows processes, their images, and the probes in them with their semaphores. */
final class Listing {
  private Listing() {}

  static void print(List<TracedProcess> processes, PrintStream out) {
    for (TracedProcess process : processes) {
      out.println(process.pid() + " " + SafeText.of(process.name()));
      for (Image image : process.images()) {
        out.println("  " + SafeText.of(image.path()));
        print(process.pid(), image, out);
      }
    }
  }

  private static void print(long pid, Image image, PrintStream out) {
    try (Semaphores semaphores = new Semaphores(pid)) {
      for (ProbeNote probe : image.probes()) {
        print(probe, semaphores.read(image, probe), out);
      }
    } catch (IOException e) {
      // Without the permission to read the memory.
      image.probes().forEach(probe -> print(probe, OptionalInt.empty(), out));
    }
  }

  private static void print(ProbeNote probe, OptionalInt semaphore, PrintStream out) {
    String value = semaphore.isPresent() ? Integer.toString(semaphore.getAsInt()) : "?";
    String name = SafeText.of(probe.provider() + ":" + probe.name());
    out.println("    %s semaphore %s".formatted(name, value));
  }
}
