package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.PerfTracer;
import org.junit.jupiter.api.AutoClose;

/** perf reads strings through events of the kernel, which have one page for all of them. */
@Requires(
    value = {Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "perf")
final class PerfIT implements ArgumentsContract, ChangesContract, KillContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, PerfTracer::new, 12, 3900, "");
  }
}
