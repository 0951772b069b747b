package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.TracefsTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An event has one page for all its strings. */
@Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
final class TracefsIT implements ArgumentsContract, ChangesContract {
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
    return new TracerRing(puppet, TracefsTracer::new, 12, 3900, "(fault)");
  }
}
