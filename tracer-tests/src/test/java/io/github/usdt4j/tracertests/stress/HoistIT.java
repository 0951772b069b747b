package io.github.usdt4j.tracertests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The JIT does not move the question whether a tracer is attached out of a loop. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = "readelf")
final class HoistIT {
  @Test
  void compiledLoop_attachAndDetach_areSeen() {
    assertSeesBoth(Jdks.current());
  }

  @Test
  @Requires(Need.JDK_25)
  void compiledLoopOn25_attachAndDetach_areSeen() {
    assertSeesBoth(Jdks.find(25).orElseThrow());
  }

  private static void assertSeesBoth(Path jdk) {
    Jvm jvm =
        Jvm.main(Spinner.class)
            .home(jdk)
            .options("-XX:+PrintCompilation", "-XX:CompileCommand=quiet");
    try (Child spinner = jvm.start()) {
      String image = spinner.awaitLine("image ").replaceFirst(".*image ", "");
      awaitCompiled(spinner, "spinOnProbe");
      awaitCompiled(spinner, "spinOnField");
      awaitBusy(spinner, Duration.ofMillis(500));
      ProbeNotes.Note note = ProbeNotes.read(image).get(0);
      try (UprobeEvent attached = new UprobeEvent(note, "")) {
        String seen = spinner.awaitLine("seen after ");
        assertThat(Long.parseLong(seen.replaceFirst(".*seen after ", ""))).isGreaterThan(1_000_000);
        awaitCompiled(spinner, "spinWhileAttached");
        assertThat(attached.hits()).isZero();
      }
      spinner.awaitLine("gone after ");
      assertThat(spinner.awaitLine("plain field ")).endsWith("hoisted");
      assertThat(spinner.awaitExit()).isZero();
    }
  }

  /**
   * By C2, and replaced while it runs. What the program writes may come between time and number.
   */
  private static void awaitCompiled(Child spinner, String method) {
    spinner.awaitLine(
        "the compilation of " + method,
        line -> line.matches(".* \\d+ +% .* 4 .*Spinner::" + method + " @ .*"));
  }

  private static void awaitBusy(Child spinner, Duration more) {
    ProcessHandle process = ProcessHandle.of(spinner.pid()).orElseThrow();
    Duration before = process.info().totalCpuDuration().orElseThrow();
    Await.until(
        () -> more + " of processor time",
        () -> process.info().totalCpuDuration().orElseThrow().minus(before).compareTo(more) >= 0);
  }
}
