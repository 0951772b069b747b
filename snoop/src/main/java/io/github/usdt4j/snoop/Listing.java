package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.ImageFile;
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
      process.leftOut().forEach(text -> out.println("  left out: " + SafeText.of(text)));
    }
  }

  private static void print(long pid, Image image, PrintStream out) {
    try (ImageFile file = ImageFile.toShow(pid, image);
        Semaphores semaphores = new Semaphores(pid)) {
      file.read(probe -> print(probe, semaphores.read(image, probe), out));
    } catch (IOException e) {
      out.println("    left out: " + SafeText.of(e.getMessage()));
    }
  }

  private static void print(ProbeNote probe, OptionalInt semaphore, PrintStream out) {
    String value = semaphore.isPresent() ? Integer.toString(semaphore.getAsInt()) : "?";
    String name = SafeText.of(probe.provider() + ":" + probe.name());
    out.println("    %s semaphore %s".formatted(name, value));
  }
}
