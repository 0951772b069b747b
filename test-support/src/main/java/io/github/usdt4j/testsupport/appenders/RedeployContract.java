package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.programs.Container;
import org.junit.jupiter.api.Test;

/** Tests applications that come and go in one JVM, while a tracer stays. */
@Requires(value = Need.ROOT, tools = "bpftrace")
public abstract class RedeployContract {
  /** After so many rounds the JVM has loaded and opened what it needs itself. */
  private static final int ROUNDS_BEFORE = 5;

  /**
   * Returns what the container deploys: an application that logs in four ways below the level, with
   * two appenders.
   */
  protected abstract Class<?> application();

  /** Returns the container with more options. */
  protected Jvm configured(Jvm container) {
    return container;
  }

  /** Returns how many applications come and go while the tracer is there. */
  protected int rounds() {
    return 30;
  }

  /** Says to the container that a tracer has attached. */
  protected void attached(ProgramJvm container) {}

  @Test
  void redeploy_manyTimesUnderATracer_leavesNothing() {
    try (ProgramJvm jvm = new ProgramJvm(configured(container()))) {
      jvm.ask("deploy " + ROUNDS_BEFORE);
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
        attached(jvm);
        jvm.ask("go");
        jvm.ask("deploy " + rounds());
        assertThat(bpftrace.stop())
            .containsExactlyInAnyOrder(
                "@[parametrised application]: " + rounds(),
                "@[fluent]: " + rounds(),
                "@[throwable]: " + rounds(),
                "@[guarded]: " + rounds());
      }

      assertThat(count(jvm, "loaders")).isZero();
      assertThat(count(jvm, "threads")).isLessThanOrEqualTo(threads);
      assertThat(count(jvm, "usdt-mappings")).isLessThanOrEqualTo(usdtMappings);
      // The JVM itself opens and maps more now and then; one application's library and image are
      // more than five mappings.
      assertThat(count(jvm, "files")).isLessThan(files + Math.max(3, rounds() / 5));
      assertThat(count(jvm, "mappings")).isLessThan(mappings + 4L * rounds());
    }
  }

  private Jvm container() {
    return Jvm.main(Container.class)
        .quickToStart()
        .options("-Xmx256m")
        .arguments(application().getName());
  }

  private static long count(ProgramJvm jvm, String what) {
    return Long.parseLong(jvm.ask(what));
  }
}
