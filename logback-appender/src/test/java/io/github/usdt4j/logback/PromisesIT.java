package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.logback.programs.Calls;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
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
final class PromisesIT {
  private static final String CONFIGURATION =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender">
        <mdcArgs>tenant</mdcArgs>
      </appender>
      <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
        <encoder><pattern>console ${line}</pattern></encoder>
      </appender>
      <appender name="FILE" class="ch.qos.logback.core.FileAppender">
        <file>application.log</file>
        <encoder><pattern>file ${line}</pattern></encoder>
      </appender>
      <root level="INFO">
        <appender-ref ref="CONSOLE"/><appender-ref ref="USDT"/><appender-ref ref="FILE"/>
      </root>
      """
          .replace(
              "${line}",
              "%-5level %logger [%thread] %X %kvp %marker %method:%line %msg%n%ex{full}");

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

  @BeforeEach
  void start() {
    jvm = new ProgramJvm(Framework.LOGBACK.program(Calls.class, directory, CONFIGURATION));
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
              "fluent 17|com.acme.Orders",
              "fluent pair 17|com.acme.Orders",
              "fluent cause 17|com.acme.Orders",
              "marker 17|com.acme.Orders");
      assertThat(String.join("\n", jvm.output())).contains("WARN").doesNotContain("DEBUG");
    }
  }

  @Test
  void levels_attached_eachCallFiresOnce() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            """
            usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn, usdt:*:log:error
            { @[arg2] = count(); }
            """)) {
      int calls = Integer.parseInt(jvm.ask("round acme 1"));

      assertThat(calls).isEqualTo(19);
      assertThat(bpftrace.stop())
          .containsExactlyInAnyOrder("@[256]: 1", "@[266]: 8", "@[20]: 1", "@[30]: 8", "@[40]: 1");
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
          .allMatch(line -> line.contains("tenant=acme") && line.contains("note=\"two words\""))
          .filteredOn(line -> line.endsWith(" order=7"))
          .hasSize(1);
    }
  }

  @Test
  void tracerGone_nextCallIsAsIdleAsBefore() {
    assertThat(jvm.ask("round acme 1")).isEqualTo("19");
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
  void otherAppenders_withAndWithoutTracer_writeTheSameBytes() throws IOException {
    List<List<String>> consoles = new ArrayList<>();
    List<String> files = new ArrayList<>();
    round(consoles, files);
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      round(consoles, files);
      assertThat(bpftrace.stop()).hasSize(9);
    }
    round(consoles, files);

    assertThat(consoles.get(0)).hasSizeGreaterThan(10);
    assertThat(consoles.get(1)).isEqualTo(consoles.get(0));
    assertThat(consoles.get(2)).isEqualTo(consoles.get(0));
    assertThat(files.get(0)).hasSizeGreaterThan(500);
    assertThat(files.get(1)).isEqualTo(files.get(0));
    assertThat(files.get(2)).isEqualTo(files.get(0));
  }

  /** Adds what one more round makes the other appenders write. */
  private void round(List<List<String>> consoles, List<String> files) throws IOException {
    Path file = directory.resolve("application.log");
    int before = Files.readString(file).length();
    jvm.ask("round acme 1");
    consoles.add(jvm.output());
    files.add(Files.readString(file).substring(before));
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
