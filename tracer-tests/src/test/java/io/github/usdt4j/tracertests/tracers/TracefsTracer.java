package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.testsupport.UprobeEvent;
import io.github.usdt4j.tracertests.PuppetJvm;
import io.github.usdt4j.tracertests.notes.ElfNotes;
import io.github.usdt4j.tracertests.notes.Note;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel's own uprobe events, where no process is that could be killed. */
public final class TracefsTracer implements Tracer {
  private final Map<String, UprobeEvent> events = new LinkedHashMap<>();

  public TracefsTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    Path image = Path.of(puppet.image());
    ElfNotes notes = ElfNotes.of(image);
    try {
      for (Traced traced : probes) {
        Note note = notes.of(traced.probe());
        events.put(
            traced.probe(),
            new UprobeEvent(
                image,
                notes.fileOffset(note.site()),
                notes.fileOffset(note.semaphore()),
                KernelFormat.arguments(note, traced)));
      }
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    Map<String, List<String>> seen = new LinkedHashMap<>();
    events.forEach(
        (probe, event) -> {
          List<String> lines =
              event.fires().stream().map(text -> Traced.line(KernelFormat.read(text))).toList();
          if (!lines.isEmpty()) {
            seen.put(probe, lines);
          }
        });
    close();
    return seen;
  }

  @Override
  public void kill() {
    close();
  }

  @Override
  public void close() {
    events.values().forEach(UprobeEvent::close);
    events.clear();
  }
}
