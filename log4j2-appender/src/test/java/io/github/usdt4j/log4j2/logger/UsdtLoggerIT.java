package io.github.usdt4j.log4j2.logger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import org.junit.jupiter.api.Test;

/** A wrapped logger in a JVM that has Log4j's interface and no more. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class UsdtLoggerIT {
  @Test
  void calls_withoutCore_fireOnce() {
    try (ProgramJvm jvm =
        new ProgramJvm(
            Jvm.main(Calls.class)
                .classPathWithout("log4j-core")
                .property("org.apache.logging.log4j.simplelog.level", "INFO")
                .arguments("wrap"))) {
      assertThat(jvm.ask("core")).isEqualTo("false");
      try (Bpftrace bpftrace =
          Bpftrace.attach(
              jvm.pid(),
              """
              usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn,
              usdt:*:log:error, usdt:*:log:fatal { @[arg2] = count(); }
              """)) {
        jvm.ask("round acme 1");

        assertThat(jvm.output())
            .anyMatch(line -> line.contains("INFO"))
            .noneMatch(line -> line.contains("DEBUG"));
        assertThat(bpftrace.stop())
            .containsExactlyInAnyOrder(
                "@[256]: 1", "@[266]: 8", "@[20]: 1", "@[30]: 8", "@[40]: 1", "@[50]: 1");
      }
      assertThat(jvm.ask("guard")).isEqualTo("false");
    }
  }
}
