package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Probes come and go while a tracer is attached: it goes on, and so do all other probes.
 *
 * <p>All probes of a process change under one tracer, and another one comes after it, since the
 * start of a tracer costs more than anything else here.
 */
interface ChangesContract {
  TracerRing ring();

  @TestFactory
  default Stream<DynamicTest> probesThatComeAndGo_areSeenWhileTheyAreThere() {
    try (PuppetJvm puppet = TracerRing.startPuppet()) {
      TracerRing ring = ring().of(puppet);
      Map<String, List<String>> first = underTheFirst(ring);
      for (String probe : List.of("staying", "leaving", "after")) {
        puppet.awaitEnabled(probe, false);
      }
      Map<String, List<String>> second = underTheSecond(ring);
      return Stream.of(
          seen("probe_removedAndAddedAgain_isSeenAgainByTheSameTracer", first, "leaving", 1, 3, 5),
          seen("probe_removed_leavesItsPlaceToNoOther", first, "before", 1),
          seen(
              "provider_disabledAndEnabled_isSeenAgainByTheSameTracer",
              first,
              "staying",
              1,
              2,
              3,
              5),
          seen("probe_addedLater_isNotSeenByTheTracerBefore", first, "after"),
          seen("probe_addedLater_isSeenByTheNextTracer", second, "after", 6),
          seen("tracer_detached_mayComeAgain", second, "staying", 6),
          seen("process_ended_leavesTracerAlive", second, "last", 6));
    }
  }

  /**
   * A probe is removed and added, one is removed for good, one is new; the provider is off once.
   */
  private static Map<String, List<String>> underTheFirst(TracerRing ring) {
    PuppetJvm puppet = ring.puppet();
    try (Tracer tracer = ring.attach(ring.add("staying", "leaving", "before"))) {
      fire(puppet, 1, "staying", "leaving", "before");

      puppet.remove("leaving");
      puppet.remove("before");
      ring.add("after");
      assertThat(puppet.isEnabled("staying")).isTrue();
      assertThat(puppet.isEnabled("leaving")).isFalse();
      // The place of a removed probe is never another's: a tracer may still listen there.
      assertThat(puppet.isEnabled("after")).isFalse();
      fire(puppet, 2, "staying", "leaving", "before", "after");

      puppet.add("leaving", ArgType.INT64);
      assertThat(puppet.isEnabled("leaving")).isTrue();
      fire(puppet, 3, "staying", "leaving", "before", "after");

      puppet.ask("disable");
      assertThat(puppet.isEnabled("staying")).isFalse();
      fire(puppet, 4, "staying", "leaving", "before", "after");

      puppet.enable();
      assertThat(puppet.isEnabled("staying")).isTrue();
      fire(puppet, 5, "staying", "leaving", "before", "after");
      return tracer.detach(8);
    }
  }

  /** The next tracer meets the probes that there are now, and sees the end of their process. */
  private static Map<String, List<String>> underTheSecond(TracerRing ring) {
    PuppetJvm puppet = ring.puppet();
    ring.add("last");
    Traced[] probes =
        Stream.of("staying", "after", "last")
            .map(probe -> new Traced(probe, ArgType.INT64))
            .toArray(Traced[]::new);
    try (Tracer tracer = ring.attach(probes)) {
      fire(puppet, 6, "staying", "before", "after", "last");
      puppet.close();
      return tracer.detach(3);
    }
  }

  private static DynamicTest seen(
      String test, Map<String, List<String>> all, String probe, int... values) {
    List<String> expected = IntStream.of(values).mapToObj(Integer::toString).toList();
    return DynamicTest.dynamicTest(
        test, () -> assertThat(all.getOrDefault(probe, List.of())).isEqualTo(expected));
  }

  @Test
  default void provider_closed_leavesTracerAndProcessAlive() {
    try (PuppetJvm puppet = TracerRing.startPuppet();
        Tracer tracer = ring().of(puppet).attach(ring().of(puppet).add("ending"))) {
      puppet.fire("ending", 1L);
      puppet.ask("close");
      puppet.fire("ending", 2L);
      assertThat(tracer.detach(1)).containsExactly(Map.entry("ending", List.of("1")));
      assertThat(puppet.isEnabled("ending")).isFalse();
    }
  }

  private static void fire(PuppetJvm puppet, long value, String... probes) {
    for (String probe : probes) {
      puppet.fire(probe, value);
    }
  }
}
