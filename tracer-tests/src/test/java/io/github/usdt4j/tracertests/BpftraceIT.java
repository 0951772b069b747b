package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.BpftraceTracer;
import org.junit.jupiter.api.AutoClose;

/** bpftrace 0.17 refuses the seventh argument, and strings of more than 200 bytes. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class BpftraceIT implements ArgumentsContract, ChangesContract, KillContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, BpftraceTracer::new, 6, 199, "");
  }
}
