package io.github.usdt4j.tracertests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creating probes neither stops nor slows a thread that fires others. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = "readelf")
final class BystanderIT {
  private static final int ATTEMPTS = 5;

  /** What a busy machine does to a thread anyway. */
  private static final long PAUSE_MICROS = 50_000;

  @Test
  void firing_whileProbesAreMade_goesOn() {
    List<String> figures = new ArrayList<>();
    boolean isUnhindered = false;
    for (int i = 0; i < ATTEMPTS && !isUnhindered; i++) {
      try (Child bystander = jvm().start()) {
        String image = bystander.awaitLine("image ").substring("image ".length());
        ProbeNotes.Note note = ProbeNotes.read(image).get(0);
        try (UprobeEvent event = new UprobeEvent(note, "")) {
          bystander.send("");
          long fires = value(bystander, "fires");
          assertThat(event.hits()).isEqualTo(fires);
        }
        double rate = (double) value(bystander, "with-rate") / value(bystander, "without-rate");
        long pause = value(bystander, "with-pause-micros");
        long other = value(bystander, "without-pause-micros");
        figures.add("rate %.2f, pause %d us, otherwise %d us".formatted(rate, pause, other));
        isUnhindered = rate > 0.85 && pause < Math.max(PAUSE_MICROS, 2 * other);
        assertThat(bystander.awaitExit()).isZero();
      }
    }
    System.out.println("firing while probes are made: " + String.join("; ", figures));
    assertThat(isUnhindered).as(figures::toString).isTrue();
  }

  /** Without a garbage collector, whose pauses are none of probes. */
  private static Jvm jvm() {
    return Jvm.main(Bystander.class)
        .options("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms1g", "-Xmx1g");
  }

  private static long value(Child bystander, String name) {
    return Long.parseLong(bystander.awaitLine(name + " ").substring(name.length() + 1));
  }
}
