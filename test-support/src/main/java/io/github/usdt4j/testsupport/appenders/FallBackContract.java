package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.StatusFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests an appender that cannot have probes, or not where tracers look: the framework prints one
 * sentence once, and the status, the JMX bean and the status file have the same one.
 */
@Requires(ring = "note", value = Need.LINUX_X86_64)
public abstract class FallBackContract {
  private static final String NO_PROBES = "no USDT probes, the application runs without: ";
  private static final String HARD_TO_FIND = "tracers do not find the USDT probes by themselves: ";

  @TempDir protected Path directory;

  /**
   * Returns a program of {@link #directory} with the appender, configured before it serves what
   * {@link io.github.usdt4j.testsupport.programs.FallBack} does.
   */
  protected abstract Jvm program();

  @Test
  void image_neitherInAFileNorInMemory_isSaidEverywhere() {
    // An image is larger, and what the JVM and the loader of the library write is smaller.
    Jvm jvm = program().prefix("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
    assertToldEverywhere(jvm, NO_PROBES, "native", "memory: File too large");
  }

  @Test
  void image_inMemoryOnly_isSaidEverywhere() {
    assertToldEverywhere(
        program().property("usdt4j.dir", "/proc/none"),
        HARD_TO_FIND,
        "native",
        "only in memory, at /proc/",
        "/proc/none: cannot be made",
        "; set usdt4j.dir to a directory of this user's that is writable and not mounted noexec,"
            + " or tell tracers that path");
  }

  @Test
  void library_missing_isSaidEverywhere() {
    assertToldEverywhere(
        program().classPathWithout("usdt4j-native"),
        NO_PROBES,
        "no-op",
        "usdt4j-native is not on the class path (no class io/github/usdt4j/binding/",
        "; add io.github.usdt4j:usdt4j-native:");
  }

  @Test
  void switchedOff_isSaidButNotPrinted() {
    try (ProgramJvm jvm =
        new ProgramJvm(program().quickToStart().property("usdt4j.disable", true))) {
      String reason = "switched off by usdt4j.disable=true; leave that out to have probes";

      assertThat(jvm.process().lines()).containsExactly("ready");
      assertTold(jvm, "no-op", reason);
    }
  }

  @Test
  void required_butSwitchedOff_isToldToWhoLooksFromOutside() {
    Jvm jvm = program().property("usdt4j.disable", true).property("usdt4j.required", true);
    try (ProgramJvm running = new ProgramJvm(jvm.quickToStart())) {
      StatusFile file = StatusFile.of(running.pid()).orElseThrow();

      assertThat(file.values("backend")).containsExactly("no-op");
      assertThat(file.values("reason"))
          .containsExactly("switched off by usdt4j.disable=true; leave that out to have probes");
    }
  }

  private static void assertToldEverywhere(
      Jvm program, String announcement, String backend, String... parts) {
    try (ProgramJvm jvm = new ProgramJvm(program.quickToStart())) {
      List<String> announced =
          jvm.process().lines().stream().filter(line -> line.contains(announcement)).toList();
      assertThat(announced).as(jvm.process().text()).hasSize(1);
      assertThat(announced.get(0)).contains(parts);
      String line = announced.get(0);
      assertTold(jvm, backend, line.substring(line.indexOf(announcement) + announcement.length()));
    }
  }

  private static void assertTold(ProgramJvm jvm, String backend, String reason) {
    assertThat(jvm.ask("status")).isEqualTo(reason);
    Await.until(() -> "a bean", () -> !jvm.ask("bean").equals("none"));
    assertThat(jvm.ask("bean")).isEqualTo(reason);
    StatusFile file = StatusFile.of(jvm.pid()).orElseThrow();
    assertThat(file.values("backend")).containsExactly(backend);
    assertThat(file.values("reason")).containsExactly(reason);

    jvm.ask("stop");
    Await.until(() -> "an end of the bean", () -> jvm.ask("bean").equals("none"));
  }
}
