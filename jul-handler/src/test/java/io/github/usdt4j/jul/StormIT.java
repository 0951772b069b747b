package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.jul.programs.Storm;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No record fires twice or is missed, and the log is the same, while many threads log and tracers
 * come and go. The contract of the others has filters that accept, which a logger has not.
 */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class StormIT {
  private static final String EVERYTHING =
      """
      usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn,
      usdt:*:log:error { @[arg2] = count(); }
      """;

  @TempDir private Path directory;

  private ProgramJvm start(Path jdk) {
    return new ProgramJvm(
        Programs.program(
                Storm.class,
                directory,
                "handlers = %s, %s"
                    .formatted(UsdtHandler.class.getName(), Storm.Counting.class.getName()))
            .home(jdk));
  }

  @Test
  void million_mixedCalls_areCountedExactly() {
    assertCountedExactly(Jdks.current());
  }

  @Test
  @Requires(Need.JDK_25)
  void million_mixedCallsOnJdk25_areCountedExactly() {
    assertCountedExactly(Jdks.find(25).orElseThrow());
  }

  private void assertCountedExactly(Path jdk) {
    try (ProgramJvm jvm = start(jdk);
        Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      Programs.awaitLevels(jvm, true);

      assertThat(jvm.ask("storm 8 125000")).isEqualTo("400000");

      assertThat(bpftrace.stop())
          .containsExactlyInAnyOrder(
              "@[256]: 200000",
              "@[266]: 400000",
              "@[20]: 200000",
              "@[30]: 100000",
              "@[40]: 100000");
    }
  }

  @Test
  void million_callsWhileTracersComeAndGo_leaveTheLog() {
    try (ProgramJvm jvm = start(Jdks.current())) {
      for (int round = 0; round < 3; round++) {
        jvm.tell("storm 8 125000");
        try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
          bpftrace.stop();
        }
        assertThat(jvm.answer()).isEqualTo("400000");
      }
      Programs.awaitLevels(jvm, false);
    }
  }

  @Test
  void systemLogger_ofTheJdk_isSeen() {
    try (ProgramJvm jvm = start(Jdks.current());
        Bpftrace bpftrace =
            Bpftrace.attach(
                jvm.pid(),
                "usdt:*:log:debug, usdt:*:log:info"
                    + " /strncmp(str(arg1), \"com.acme.System\", 64) == 0/"
                    + " { printf(\"%s|%d\\n\", str(arg0), arg2); }",
                64)) {
      Programs.awaitLevels(jvm, true);

      // The JDK makes the logger behind it with the first call.
      jvm.ask("system");
      Programs.awaitLevels(jvm, true);

      assertThat(jvm.ask("system")).isEqualTo("open");

      assertThat(bpftrace.stopAfter(3)).endsWith("info 1|20", "debug 2|266");
    }
  }
}
