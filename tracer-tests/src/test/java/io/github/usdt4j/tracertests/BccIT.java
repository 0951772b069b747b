package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.BccTracer;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** bcc's trace has 512 bytes of stack for all that it reads. */
@Requires(
    value = {Need.ROOT, Need.KERNEL_HEADERS, Need.LINUX_X86_64},
    tools = {"trace-bpfcc", "unshare"})
final class BccIT implements ArgumentsContract, ChangesContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, BccTracer::new, BccTracer.ARGUMENTS, 300, "");
  }

  /** bcc writes the semaphore itself, so nobody lowers it when bcc is killed. */
  @Test
  void trace_killed_leavesTheProbeToOthers() {
    Traced[] probe = ring().add("killed");
    try (Tracer tracer = ring().attach(probe)) {
      PUPPET.fire("killed", 1L);
      tracer.kill();
      PUPPET.fire("killed", 2L);
    }
    try (Tracer tracer = ring().attach(probe)) {
      PUPPET.fire("killed", 3L);
      assertThat(tracer.detach(1)).containsExactly(Map.entry("killed", List.of("3")));
    }
    PUPPET.fire("killed", 4L);
  }
}
