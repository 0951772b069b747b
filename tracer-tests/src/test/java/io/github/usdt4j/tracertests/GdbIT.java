package io.github.usdt4j.tracertests;

import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.GdbTracer;
import org.junit.jupiter.api.AutoClose;

/** gdb reads all that there is. */
@Requires(value = Need.ROOT, tools = "gdb")
final class GdbIT implements ArgumentsContract, ChangesContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, GdbTracer::new, 12, Probe.MAX_STRING_BYTES, "(null)");
  }
}
