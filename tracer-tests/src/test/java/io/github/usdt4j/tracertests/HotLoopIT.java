package io.github.usdt4j.tracertests;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.programs.HotLoop;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the JIT does not hoist the read of a semaphore out of a loop. */
@Requires(value = Need.ROOT, tools = "bpftrace")
class HotLoopIT {
  @Test
  void isEnabled_spinningOnThisJdk_seesAttachAndDetach() {
    seesAttachAndDetach(Jdks.current());
  }

  @Test
  @Requires(Need.JDK_25)
  void isEnabled_spinningOnJdk25_seesAttachAndDetach() {
    seesAttachAndDetach(Jdks.find(25).orElseThrow());
  }

  private static void seesAttachAndDetach(Path jdk) {
    try (Child jvm = Jvm.main(HotLoop.class).home(jdk).start()) {
      jvm.awaitLine("spinning");
      try (Bpftrace tracer =
          Bpftrace.attach(jvm.pid(), "usdt:*:hotloop:spin { @fires = count(); }")) {
        jvm.awaitLine("attached");
        tracer.stop();
      }
      jvm.awaitLine("detached");
    }
  }
}
