package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.BpftraceTracer;
import io.github.usdt4j.tracertests.tracers.PerfTracer;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.TracefsTracer;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tracers at one probe know nothing of each other. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"bpftrace", "perf"})
final class SeveralTracersIT {
  @Test
  void tracers_endingOneByOne_seeAllUntilTheirEnd() {
    List<Traced> probes = List.of(new Traced("shared", ArgType.INT64));
    try (PuppetJvm puppet = TracerRing.startPuppet().add("shared", ArgType.INT64);
        Tracer tracefs = new TracefsTracer(puppet, 0, probes);
        Tracer perf = new PerfTracer(puppet, 0, probes);
        Tracer killed = new BpftraceTracer(puppet, 64, probes);
        Tracer bpftrace = new BpftraceTracer(puppet, 64, probes)) {
      puppet.fire("shared", 1L);
      killed.kill();
      puppet.fire("shared", 2L);
      assertThat(perf.detach(2)).isEqualTo(seen("1", "2"));
      puppet.fire("shared", 3L);
      assertThat(bpftrace.detach(3)).isEqualTo(seen("1", "2", "3"));
      assertThat(puppet.isEnabled("shared")).isTrue();
      puppet.fire("shared", 4L);
      assertThat(tracefs.detach(4)).isEqualTo(seen("1", "2", "3", "4"));
      puppet.awaitEnabled("shared", false);
    }
  }

  private static Map<String, List<String>> seen(String... values) {
    return Map.of("shared", List.of(values));
  }
}
