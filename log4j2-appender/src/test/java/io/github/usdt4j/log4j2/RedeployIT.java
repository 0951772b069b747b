package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Container;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import org.junit.jupiter.api.Test;

/**
 * Applications that come and go in one JVM, while a tracer stays. Log4j is told, as its module for
 * web applications does, not to leave anything of its own.
 */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class RedeployIT {
  private static final int ROUNDS = 100;

  @Test
  void redeploy_hundredTimesUnderATracer_leavesNothing() {
    try (ProgramJvm jvm =
        new ProgramJvm(
            Jvm.main(Container.class)
                .options("-Xmx256m")
                .property("log4j2.isWebapp", true)
                .property("log4j2.shutdownHookEnabled", false))) {
      jvm.ask("deploy 20");
      assertThat(count(jvm, "loaders")).isZero();
      long threads = count(jvm, "threads");
      long files = count(jvm, "files");
      long mappings = count(jvm, "mappings");
      long usdtMappings = count(jvm, "usdt-mappings");

      // Somebody must be there to attach to; those who come later get the same probes.
      jvm.ask("stay");
      try (Bpftrace bpftrace =
          Bpftrace.attach(
              "usdt:/run/usdt/%d/log.so:log:debug { @[str(arg0)] = count(); }"
                  .formatted(jvm.pid()))) {
        jvm.ask("go");
        jvm.ask("deploy " + ROUNDS);
        assertThat(bpftrace.stop())
            .containsExactlyInAnyOrder(
                "@[parametrised application]: 100",
                "@[fluent]: 100",
                "@[throwable]: 100",
                "@[guarded]: 100");
      }

      assertThat(count(jvm, "loaders")).isZero();
      assertThat(count(jvm, "threads")).isLessThanOrEqualTo(threads);
      assertThat(count(jvm, "usdt-mappings")).isLessThanOrEqualTo(usdtMappings);
      // The JVM itself opens and maps more now and then, but not with each application.
      assertThat(count(jvm, "files")).isLessThan(files + ROUNDS / 10);
      assertThat(count(jvm, "mappings")).isLessThan(mappings + ROUNDS);
    }
  }

  private static long count(ProgramJvm jvm, String what) {
    return Long.parseLong(jvm.ask(what));
  }
}
