package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Probes come and go while a tracer is attached: it goes on, and so do all other probes. */
interface ChangesContract {
  TracerRing ring();

  @Test
  default void tracer_detached_leavesSemaphoreAtZeroAndMayComeAgain() {
    PuppetJvm puppet = ring().puppet();
    Traced[] probe = ring().add("twice");
    for (long value = -2; value < 0; value++) {
      assertThat(puppet.isEnabled("twice")).isFalse();
      try (Tracer tracer = ring().attach(probe)) {
        assertThat(puppet.isEnabled("twice")).isTrue();
        puppet.fire("twice", value);
        assertThat(tracer.detach(1)).containsExactly(Map.entry("twice", List.of("" + value)));
      }
      puppet.awaitEnabled("twice", false);
    }
  }

  @Test
  default void probe_removedAndAddedAgain_isSeenAgainByTheSameTracer() {
    PuppetJvm puppet = ring().puppet();
    try (Tracer tracer = ring().attach(ring().add("staying", "leaving"))) {
      fire(1, "staying", "leaving");
      puppet.remove("leaving");
      assertThat(puppet.isEnabled("leaving")).isFalse();
      fire(2, "staying", "leaving");
      puppet.add("leaving", ArgType.INT64);
      assertThat(puppet.isEnabled("leaving")).isTrue();
      fire(3, "staying", "leaving");
      assertThat(tracer.detach(5))
          .containsOnly(
              Map.entry("staying", List.of("1", "2", "3")),
              Map.entry("leaving", List.of("1", "3")));
    }
    puppet.awaitEnabled("staying", false);
    puppet.awaitEnabled("leaving", false);
  }

  /** Its old place is never another probe's: a tracer may still listen there. */
  @Test
  default void probe_removed_leavesItsPlaceToNoOther() {
    PuppetJvm puppet = ring().puppet();
    try (Tracer tracer = ring().attach(ring().add("before"))) {
      puppet.remove("before");
      Traced[] after = ring().add("after");
      assertThat(puppet.isEnabled("after")).isFalse();
      fire(1, "before", "after");
      assertThat(tracer.detach(0)).isEmpty();

      try (Tracer next = ring().attach(after)) {
        fire(2, "before", "after");
        assertThat(next.detach(1)).containsExactly(Map.entry("after", List.of("2")));
      }
    }
  }

  @Test
  default void provider_disabledAndEnabled_isSeenAgainByTheSameTracer() {
    PuppetJvm puppet = ring().puppet();
    try (Tracer tracer = ring().attach(ring().add("hidden", "hidden2"))) {
      fire(1, "hidden", "hidden2");
      puppet.ask("disable");
      assertThat(puppet.isEnabled("hidden")).isFalse();
      fire(2, "hidden", "hidden2");
      puppet.enable();
      assertThat(puppet.isEnabled("hidden")).isTrue();
      fire(3, "hidden", "hidden2");
      assertThat(tracer.detach(4))
          .containsOnly(
              Map.entry("hidden", List.of("1", "3")), Map.entry("hidden2", List.of("1", "3")));
    }
    puppet.awaitEnabled("hidden", false);
  }

  @Test
  default void probe_addedLater_isSeenByTheNextTracer() {
    try (Tracer tracer = ring().attach(ring().add("early"))) {
      ring().add("late");
      fire(1, "early", "late");
      assertThat(tracer.detach(1)).containsExactly(Map.entry("early", List.of("1")));
    }
    Traced late = new Traced("late", ArgType.INT64);
    Traced early = new Traced("early", ArgType.INT64);
    try (Tracer tracer = ring().attach(early, late)) {
      fire(2, "early", "late");
      assertThat(tracer.detach(2))
          .containsOnly(Map.entry("early", List.of("2")), Map.entry("late", List.of("2")));
    }
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

  @Test
  default void process_ended_leavesTracerAlive() {
    PuppetJvm puppet = TracerRing.startPuppet();
    try (Tracer tracer = ring().of(puppet).attach(ring().of(puppet).add("last"))) {
      puppet.fire("last", 1L);
      puppet.close();
      assertThat(tracer.detach(1)).containsExactly(Map.entry("last", List.of("1")));
    } finally {
      puppet.close();
    }
  }

  private void fire(long value, String... probes) {
    for (String probe : probes) {
      ring().puppet().fire(probe, value);
    }
  }
}
