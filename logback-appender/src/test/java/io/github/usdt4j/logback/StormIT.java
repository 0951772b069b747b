package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.logback.programs.Storm;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No event fires twice, and none is missed. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class StormIT {
  private static final int THREADS = 8;
  private static final int CALLS = 125_000;

  /** Filters before ours; the program adds two behind it. */
  private static final String CONFIGURATION =
      """
      <turboFilter class="ch.qos.logback.classic.turbo.MDCFilter">
        <MDCKey>user</MDCKey>
        <value>blocked</value>
        <onMatch>DENY</onMatch>
      </turboFilter>
      <turboFilter class="ch.qos.logback.classic.turbo.DuplicateMessageFilter">
        <allowedRepetitions>10000000</allowedRepetitions>
      </turboFilter>
      <turboFilter class="ch.qos.logback.classic.turbo.DynamicThresholdFilter">
        <key>user</key>
        <defaultThreshold>ERROR</defaultThreshold>
        <onHigherOrEqual>ACCEPT</onHigherOrEqual>
        <onLower>NEUTRAL</onLower>
        <MDCValueLevelPair><value>known</value><level>DEBUG</level></MDCValueLevelPair>
      </turboFilter>
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
      <root level="INFO"><appender-ref ref="USDT"/></root>
      """;

  @TempDir private Path directory;

  @Test
  void million_mixedCallsWithOtherFilters_areCountedExactly() {
    try (ProgramJvm jvm =
            new ProgramJvm(ProgramJvm.configured(Storm.class, directory, CONFIGURATION));
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
