package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.FireOnLine;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The binding under bpftrace, and that {@link Bpftrace} says it is attached no sooner than it is.
 */
@Requires(value = Need.ROOT, tools = "bpftrace")
class BpftraceIT {

  @RepeatedTest(5)
  void fire_rightAfterAttach_isSeen() {
    try (Child child = Jvm.main(FireOnLine.class).quickToStart().start()) {
      String image = child.awaitLine("image ").substring("image ".length());
      String program = "usdt:" + image + ":lines:line { printf(\"saw %s\\n\", str(arg0)); }";
      try (Bpftrace bpftrace = Bpftrace.attach(child.pid(), program)) {
        child.send("h\u00E9\u4E2D\uD83D\uDE00");
        child.awaitLine("fired");

        assertThat(bpftrace.stop()).containsExactly("saw h\u00E9\u4E2D\uD83D\uDE00");
      }
    }
  }
}
