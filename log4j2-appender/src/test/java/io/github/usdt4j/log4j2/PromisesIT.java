package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Calls;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import io.github.usdt4j.testsupport.appenders.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running JVM at INFO, and a tracer that comes and goes. */
@Requires(value = Need.ROOT, tools = "bpftrace")
class PromisesIT {
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

  /** All probes of the root provider. */
  private static final String EVERYTHING =
      """
      usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn, usdt:*:log:error,
      usdt:*:log:debug_json, usdt:*:log:warn_json, usdt:*:com_acme_Orders:debug,
      usdt:*:com_acme_Orders:warn { @[probe] = count(); }
      """;

  /** So that several strings fit on the 512 bytes of a BPF program's stack. */
  private static final int STRING_BYTES = 64;

  @TempDir private Path directory;
  private ProgramJvm jvm;

  Jvm options(Jvm given) {
    return given;
  }

  @BeforeEach
  void start() {
    jvm = new ProgramJvm(options(Framework.LOG4J2.program(Calls.class, directory, CONFIGURATION)));
    Await.until(
        () -> "the logger's own provider",
        () -> !Bpftrace.list(jvm.pid(), "usdt:*:com_acme_Orders:debug").isEmpty());
  }

  @AfterEach
  void stop() {
    jvm.close();
  }

  @Test
  void debugCalls_rootAtInfo_tracerPrintsThemAndTheConsoleDoesNot() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            "usdt:*:log:debug { printf(\"%s|%s\\n\", str(arg0), str(arg1)); }",
            STRING_BYTES)) {
      jvm.ask("round acme 17");

      assertThat(awaitLines(bpftrace, Calls.KINDS.size()))
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

      assertThat(calls).isEqualTo(20);
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

      assertThat(awaitLines(bpftrace, Calls.KINDS.size()))
          .hasSize(Calls.KINDS.size())
          .allMatch("note=\"two words\" tenant=acme"::equals);
    }
  }

  @Test
  void tracerGone_nextCallIsAsIdleAsBefore() {
    assertThat(jvm.ask("round acme 1")).isEqualTo("20");
    long idle = Long.parseLong(jvm.ask("rendered"));
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      assertThat(jvm.ask("guard")).isEqualTo("true");
      jvm.ask("round acme 2");
      assertThat(Long.parseLong(jvm.ask("rendered")) - idle).isGreaterThan(idle);
      bpftrace.stop();
    }

    long before = Long.parseLong(jvm.ask("rendered"));
    assertThat(jvm.ask("guard")).isEqualTo("false");
    jvm.ask("round acme 3");
    assertThat(Long.parseLong(jvm.ask("rendered")) - before).isEqualTo(idle);
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

  @Test
  @Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
  void arguments_allTwelve_areThere() {
    String image =
        Bpftrace.list(jvm.pid(), "usdt:*:log:debug").get(0).replaceFirst("^usdt:(.*?):.*", "$1");
    ProbeNotes.Note note =
        ProbeNotes.read(image).stream()
            .filter(n -> n.provider().equals("log") && n.name().equals("debug"))
            .findFirst()
            .orElseThrow();
    String format =
        "m=+0(%di):string l=+0(%si):string n=%dx:s32 c=+0(%cx):string t=+0(%r8):string"
            + " u=+0(%r9):string thread=+0(+8(%sp)):string e=+0(+16(%sp)):string"
            + " a8=+0(+24(%sp)):string a11=+0(+48(%sp)):string";
    try (UprobeEvent event =
        new UprobeEvent(Path.of(image), note.location(), note.semaphore(), format)) {
      jvm.ask("round acme 5");

      assertThat(event.fires()).hasSize(8);
      assertThat(event.fires().get(2))
          .isEqualTo(
              "m=\"throwable 5\" l=\"com.acme.Orders\" n=266 c=\"note=\"two words\" tenant=acme\""
                  + " t=\"acme\" u=\"\" thread=\"main\""
                  + " e=\"java.lang.IllegalStateException: cause\" a8=\"\" a11=\"\"");
      assertThat(event.fires().get(6)).contains("e=\"java.lang.IllegalStateException: cause\"");
    }
  }

  private static List<String> awaitLines(Bpftrace bpftrace, int count) {
    Await.until(
        () -> count + " lines in " + bpftrace.lines(), () -> bpftrace.lines().size() >= count);
    return bpftrace.stop();
  }
}
