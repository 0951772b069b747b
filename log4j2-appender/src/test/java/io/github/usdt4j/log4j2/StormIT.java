package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Storm;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No event fires twice, and none is missed. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class StormIT {
  private static final int THREADS = 8;
  private static final int CALLS = 125_000;

  /** Filters of the whole context; the program adds another. */
  private static final String CONFIGURATION =
      """
      <Filters>
        <ThreadContextMapFilter onMatch="DENY" onMismatch="NEUTRAL">
          <KeyValuePair key="user" value="blocked"/>
        </ThreadContextMapFilter>
        <DynamicThresholdFilter
            key="user" defaultThreshold="ERROR" onMatch="ACCEPT" onMismatch="NEUTRAL">
          <KeyValuePair key="known" value="DEBUG"/>
        </DynamicThresholdFilter>
      </Filters>
      <Appenders><Usdt name="USDT"/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void million_mixedCallsWithOtherFilters_areCountedExactly(Loggers loggers) {
    try (ProgramJvm jvm =
            new ProgramJvm(
                loggers.configure(ProgramJvm.configured(Storm.class, directory, CONFIGURATION)));
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
