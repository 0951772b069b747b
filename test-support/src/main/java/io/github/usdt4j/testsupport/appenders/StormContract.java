package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that no event fires twice, and none is missed, while many threads log. */
@Requires(value = Need.ROOT, tools = "bpftrace")
public abstract class StormContract {
  private static final int THREADS = 8;
  private static final int CALLS = 125_000;

  @TempDir private Path directory;

  /**
   * Returns a {@link io.github.usdt4j.testsupport.programs.LogStorm}. Filters beside ours deny all
   * calls for the user "blocked", and accept all for "vip", and those from DEBUG on for "known".
   */
  protected abstract Jvm program(Path directory);

  @Test
  void million_mixedCallsWithOtherFilters_areCountedExactly() {
    try (ProgramJvm jvm = new ProgramJvm(program(directory));
        Bpftrace bpftrace =
            Bpftrace.attach(
                jvm.pid(),
                """
                usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn,
                usdt:*:log:error { @[arg2] = count(); }
                """)) {
      // What another filter denies nobody sees, the tracer included.
      assertThat(jvm.ask("log blocked 1000")).isEqualTo("1000");

      assertThat(jvm.ask("storm " + THREADS + " " + CALLS)).isEqualTo("1000000");

      assertThat(bpftrace.stop())
          .containsExactlyInAnyOrder(
              // Two threads have all calls accepted, two those from DEBUG on, four none.
              "@[0]: 50000",
              "@[256]: 150000",
              "@[10]: 200000",
              "@[266]: 200000",
              "@[20]: 200000",
              "@[30]: 100000",
              "@[40]: 100000");
    }
  }
}
