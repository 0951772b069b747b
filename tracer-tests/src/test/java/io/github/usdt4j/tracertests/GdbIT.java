package io.github.usdt4j.tracertests;

import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.GdbTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** gdb reads all that there is. */
@Requires(value = Need.ROOT, tools = "gdb")
final class GdbIT implements ArgumentsContract, ChangesContract {
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
    return new TracerRing(puppet, GdbTracer::new, 12, Probe.MAX_STRING_BYTES, "(null)");
  }
}
