package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.TracefsTracer;
import org.junit.jupiter.api.AutoClose;

/** An event has one page for all its strings. */
@Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
final class TracefsIT implements ArgumentsContract, ChangesContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, TracefsTracer::new, 12, 3900, "(fault)");
  }
}
