package io.github.usdt4j.tracertests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import org.junit.jupiter.api.Test;

/** A thread that fires probes does not wait for one that makes others. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = "readelf")
final class BystanderIT {
  /** The JVM and the kernel stop a thread now and then; a lock would do so for every few probes. */
  private static final int WAITS = Many.PROBES / 10;

  @Test
  void firing_whileProbesAreMade_waitsForNothing() {
    try (Child bystander = jvm().start()) {
      String image = bystander.awaitLine("image ").substring("image ".length());
      ProbeNotes.Note note = ProbeNotes.read(image).get(0);
      try (UprobeEvent event = new UprobeEvent(note, "")) {
        bystander.send("");
        long waits = value(bystander, "waits");
        long fires = value(bystander, "fires");
        System.out.printf("%d fires while probes were made, %d waits%n", fires, waits);
        assertThat(fires).isPositive();
        assertThat(event.hits()).isEqualTo(fires);
        assertThat(waits).isLessThan(WAITS);
      }
      assertThat(bystander.awaitExit()).isZero();
    }
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
