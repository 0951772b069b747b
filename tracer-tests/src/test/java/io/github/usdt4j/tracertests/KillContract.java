package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tracer whose attachments the kernel counts leaves nothing when it is killed. */
interface KillContract {
  TracerRing ring();

  @Test
  default void tracer_killed_leavesSemaphoreAtZeroAndMayComeAgain() {
    PuppetJvm puppet = ring().puppet();
    Traced[] probe = ring().add("killed");
    try (Tracer tracer = ring().attach(probe)) {
      puppet.fire("killed", 1L);
      assertThat(puppet.isEnabled("killed")).isTrue();
      tracer.kill();
      puppet.awaitEnabled("killed", false);
      puppet.fire("killed", 2L);
    }
    try (Tracer tracer = ring().attach(probe)) {
      puppet.fire("killed", 3L);
      assertThat(tracer.detach(1)).containsExactly(Map.entry("killed", List.of("3")));
    }
    puppet.awaitEnabled("killed", false);
  }
}
