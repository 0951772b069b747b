package io.github.usdt4j.bench;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.Optional;

/** Attaches to log probes of this process. */
final class LogTracer {
  private LogTracer() {}

  /** Waits for the probe; a logger's own are made soon after it. */
  static UprobeEvent attach(String provider, String probe) {
    Path image =
        Usdt.status().images().stream()
            .filter(each -> each.module().equals("log"))
            .map(each -> Path.of(each.path()))
            .findFirst()
            .orElseThrow();
    Await.until(
        () -> provider + ":" + probe + " in " + image,
        () -> find(image, provider, probe).isPresent());
    ProbeNotes.Note note = find(image, provider, probe).orElseThrow();
    return new UprobeEvent(image, note.location(), note.semaphore(), "");
  }

  private static Optional<ProbeNotes.Note> find(Path image, String provider, String probe) {
    return ProbeNotes.read(image.toString()).stream()
        .filter(note -> note.provider().equals(provider) && note.name().equals(probe))
        .findFirst();
  }
}
