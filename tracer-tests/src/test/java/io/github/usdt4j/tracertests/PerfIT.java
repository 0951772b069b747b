package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.PerfTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** perf reads strings through events of the kernel, which have one page for all of them. */
@Requires(
    value = {Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "perf")
final class PerfIT implements ArgumentsContract, ChangesContract, KillContract {
  private static PuppetJvm puppet;

  @BeforeAll
  static void start() {
    puppet = TracerRing.startPuppet();
  }

  @AfterAll
  static void stop() {
    puppet.close();
  }

  @Override
  public TracerRing ring() {
    return new TracerRing(puppet, PerfTracer::new, 12, 3900, "");
  }
}
