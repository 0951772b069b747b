package io.github.usdt4j.bench.frameworks;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Attaches to log probes of this process. */
final class LogTracer {
  /** Names the logger that is traced beside the one that is measured. */
  static final String OTHER = "com.acme.stock.StockService";

  private static final int ROUNDS = 20_000;
  private static final int CALLS = 4;

  private LogTracer() {}

  /** Attaches to the debug probe of {@link #OTHER} alone. */
  static UprobeEvent attachToOther() {
    return attach("com_acme_stock_StockService", "debug");
  }

  /**
   * Keeps a tracer attached to debug of all loggers for so long that the JIT has seen it.
   *
   * @param calls makes four debug calls, given a number
   */
  static void traceForAWhile(IntConsumer calls) {
    try (UprobeEvent event = attach("log", "debug")) {
      for (int i = 0; i < ROUNDS; i++) {
        calls.accept(i);
      }
      if (event.hits() != CALLS * ROUNDS) {
        throw new IllegalStateException("the tracer saw " + event.hits());
      }
    }
  }

  /**
   * Waits for the probe and attaches to it; a logger's own probes are made soon after the logger.
   */
  private static UprobeEvent attach(String provider, String probe) {
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
