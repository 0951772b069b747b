package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.BccTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** bcc's trace has 512 bytes of stack for all that it reads. */
@Requires(
    value = {Need.ROOT, Need.KERNEL_HEADERS, Need.LINUX_X86_64},
    tools = "trace-bpfcc")
final class BccIT implements ArgumentsContract, ChangesContract {
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
    return new TracerRing(puppet, BccTracer::new, BccTracer.ARGUMENTS, 300, "");
  }
}
