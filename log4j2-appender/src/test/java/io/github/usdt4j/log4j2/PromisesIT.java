package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.PromisesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesIT extends PromisesContract {
  private static final String CONFIGURATION =
      """
      <Appenders>
        <Usdt name="USDT" mdcArgs="tenant"/>
        <Console name="CONSOLE"><PatternLayout pattern="console ${line}"/></Console>
        <File name="FILE" fileName="application.log" append="false">
          <PatternLayout pattern="file ${line}"/>
        </File>
      </Appenders>
      <Loggers>
        <Root level="INFO" includeLocation="true">
          <AppenderRef ref="CONSOLE"/><AppenderRef ref="USDT"/><AppenderRef ref="FILE"/>
        </Root>
      </Loggers>
      """
          .replace(
              "${line}", "%-5level %logger [%thread] %X %x %marker %method:%line %msg%n%ex{full}");

  @Override
  protected Jvm program() {
    return Framework.LOG4J2.program(Calls.class, directory, CONFIGURATION);
  }

  @Override
  protected int calls() {
    return 20;
  }

  @Test
  void debugCalls_rootAtInfo_tracerPrintsThemAndTheConsoleDoesNot() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            "usdt:*:log:debug { printf(\"%s|%s\\n\", str(arg0), str(arg1)); }",
            STRING_BYTES)) {
      jvm.ask("round acme 17");

      assertThat(bpftrace.stopAfter(Calls.KINDS.size()))
          .containsExactlyInAnyOrder(
              "plain|com.acme.Orders",
              "parametrised 17 b|com.acme.Orders",
              "throwable 17|com.acme.Orders",
              "guarded 17|com.acme.Orders",
              "supplier 17|com.acme.Orders",
              "fluent 17|com.acme.Orders",
              "fluent cause 17|com.acme.Orders",
              "marker 17|com.acme.Orders");
      jvm.ask("flush");
      assertThat(file()).contains("WARN").doesNotContain("DEBUG");
    }
  }

  @Test
  void levels_attached_eachCallFiresOnceOnItsThread() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            """
            usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn, usdt:*:log:error,
            usdt:*:log:fatal { @[arg2, tid] = count(); }
            """)) {
      String thread = jvm.ask("tid");
      int calls = Integer.parseInt(jvm.ask("round acme 1"));

      assertThat(calls).isEqualTo(calls());
      assertThat(bpftrace.stop())
          .containsExactlyInAnyOrder(
              "@[256, %s]: 1".formatted(thread),
              "@[266, %s]: 8".formatted(thread),
              "@[20, %s]: 1".formatted(thread),
              "@[30, %s]: 8".formatted(thread),
              "@[40, %s]: 1".formatted(thread),
              "@[50, %s]: 1".formatted(thread));
    }
  }

  @Test
  void predicateOnTheTenant_showsOneTenantOnly() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            "usdt:*:log:debug /strncmp(str(arg4), \"acme\", 64) == 0/ {"
                + " printf(\"%s\\n\", str(arg3)); }",
            STRING_BYTES)) {
      jvm.ask("round acme 1");
      jvm.ask("round globex 2");

      assertThat(bpftrace.stopAfter(Calls.KINDS.size()))
          .hasSize(Calls.KINDS.size())
          .allMatch("note=\"two words\" tenant=acme"::equals);
    }
  }

  @Test
  void otherAppenders_withAndWithoutTracer_writeTheSameBytes() {
    List<String> attached;
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      attached = written();
      assertThat(bpftrace.stop()).hasSize(9);
    }
    stop();
    start();

    assertThat(attached).hasSizeGreaterThan(20).isEqualTo(written());
  }

  /** All that a round makes the other appenders write. */
  private List<String> written() {
    jvm.ask("round acme 1");
    List<String> lines = new ArrayList<>(jvm.output());
    jvm.ask("flush");
    lines.addAll(jvm.output());
    lines.add(file());
    return lines;
  }

  private String file() {
    try {
      return Files.readString(directory.resolve("application.log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
