package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.KernelHeaders;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What snoop says about a process, and the programs that it writes for other tracers, run. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"bpftrace", "perf", "script"})
class ScriptsIT {
  /** A filter of the user's own with all that shells, Python and perf would take for something. */
  private static final String TEXT =
      "it's \"$(touch marker)\" `touch marker` ${HOME} \\ %s {a=b} <c> !d 'e' *?[f] ; # & | ~ ^";

  private static final String JSON_TEXT = TEXT.replace("\\", "\\\\").replace("\"", "\\\"");

  private static final String LOGGER = "com.acme.it's\"$(touch${IFS}marker)\"`touch${IFS}marker`%s";

  private static TracedApp app;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    app = TracedApp.start();
    app.mdc("tenant", "42");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void list_showsProcessImageProbesAndSemaphores() {
    try (SnoopRun snoop = SnoopRun.follow(app, "-l", "error")) {
      List<String> lines = SnoopRun.of("--list", "-p", pid()).lines();

      assertThat(lines.get(0)).isEqualTo(pid() + " io.github.usdt4j.snoop.programs.LogApp (root)");
      assertThat(lines.get(1)).matches("  /.*/" + pid() + "/log\\.so");
      assertThat(lines)
          .contains(
              "    log:debug_json semaphore 0",
              "    log:error_json semaphore 1",
              "    log:fatal semaphore 1");
      assertThat(SnoopRun.of("--list").lines()).contains(lines.get(0));
      assertThat(snoop.child().isAlive()).isTrue();
    }
  }

  @Test
  void bpftraceScript_run_showsTheEventsAsJson() throws IOException {
    Path script = ScriptRun.write(directory, "bpftrace", "-p", pid(), "-l", "debug", "-n", LOGGER);
    try (ScriptRun run = ScriptRun.start(script, Map.of())) {
      awaitLine(
          run.child(),
          "DEBUG %s: placed\\nnow {tenant=42}\\n\"}".formatted(LOGGER.replace("\"", "\\\"")),
          () -> app.log("DEBUG", LOGGER, "placed\nnow"));
      app.log("DEBUG", "com.acme.Orders", "not wanted");
      run.interrupt();

      assertThat(run.child().text()).doesNotContain("not wanted");
    }
    assertThat(directory.resolve("marker")).doesNotExist();
  }

  @Test
  void bpftraceScript_asText_showsThemAsTheyAre() throws IOException {
    Path script = ScriptRun.write(directory, "bpftrace", "-p", pid(), "-n", "com.acme.*");
    try (ScriptRun run = ScriptRun.start(script, Map.of("FORMAT", "text"))) {
      awaitLine(
          run.child(),
          "INFO com.acme.Orders: plaçed {tenant=42}",
          () -> app.log("INFO", "com.acme.Orders", "plaçed"));
      run.interrupt();
    }
  }

  @Test
  void perfScript_run_showsTheEventsAndLeavesNothing() throws IOException {
    Path script =
        ScriptRun.write(
            directory,
            "perf",
            "-p",
            pid(),
            "-n",
            "com.acme.*",
            "--mdc",
            "tenant=42",
            "--grep",
            TEXT);
    try (ScriptRun run = ScriptRun.start(script, Map.of())) {
      awaitLine(run.child(), JSON_TEXT, () -> app.log("DEBUG", "com.acme.Orders", TEXT));
      app.log("DEBUG", "com.acme.Orders", "not wanted");
      run.interrupt();

      assertThat(run.child().text()).doesNotContain("not wanted");
      assertThat(run.events()).isEmpty();
    }
    assertThat(directory.resolve("marker")).doesNotExist();
  }

  @Test
  void definitionThatTheKernelRefuses_isLeftOutAlone() throws IOException {
    Path script = ScriptRun.write(directory, "perf", "-p", pid(), "-l", "error");
    String text = Files.readString(script);
    Files.writeString(script, text.replaceFirst("(define fatal.*)%di", "$1%none"));
    try (ScriptRun run = ScriptRun.start(script, Map.of())) {
      run.child().awaitLine(script + ": left out: the kernel refuses fatal_1_1");
      awaitLine(
          run.child(),
          "\"message\":\"placed\"",
          () -> app.log("ERROR", "com.acme.Orders", "placed"));
      run.interrupt();

      assertThat(run.events()).isEmpty();
    }
  }

  @Test
  @Requires(value = Need.KERNEL_HEADERS, tools = "trace-bpfcc")
  void bccScript_run_showsTheEventsAsJson() throws IOException {
    Path script =
        ScriptRun.write(
            directory,
            "bcc",
            "-p",
            pid(),
            "-n",
            "com.?cme.*",
            "--mdc",
            "tenant=42",
            "--grep",
            TEXT);
    try (KernelHeaders headers = new KernelHeaders();
        ScriptRun run = ScriptRun.start(script, headers.environment())) {
      awaitLine(run.child(), JSON_TEXT, () -> app.log("DEBUG", "com.acme.Orders", TEXT));
      app.log("DEBUG", "com.acme.Orders", "not wanted");
      app.log("DEBUG", "org.acme.Orders", TEXT);
      app.log("DEBUG", "com.acme.Orders", TEXT + "\u009b€");
      run.child().awaitLine("\\u009b\\u20ac");
      run.interrupt();

      assertThat(run.child().lines())
          .allMatch(line -> line.startsWith("{\"pid\": %s, \"time\": ".formatted(pid())))
          .noneMatch(line -> line.contains("not wanted") || line.contains("org.acme"));
    }
    assertThat(directory.resolve("marker")).doesNotExist();
  }

  @Test
  void bpftraceEngine_showsRecords() {
    try (SnoopRun snoop =
        SnoopRun.follow(
            app, "--engine", "bpftrace", "-l", "info", "--mdc", "tenant=42", "-c", "1")) {
      app.log("DEBUG", "com.acme.Orders", "not wanted");
      app.log("INFO", "com.acme.Orders", "plaçed");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(1);
      assertThat(snoop.lines().get(0)).endsWith("INFO  [main] com.acme.Orders: plaçed {tenant=42}");
    }
    assertThat(app.raisedSemaphores()).isEmpty();
  }

  @Test
  void kill_withTheBpftraceEngine_endsBpftraceToo() {
    try (SnoopRun snoop = SnoopRun.follow(app, "--engine", "bpftrace")) {
      assertThat(app.raisedSemaphores()).isNotEmpty();
      snoop.kill();

      Await.until(
          () -> "zero semaphores; raised: " + app.raisedSemaphores(),
          () -> app.raisedSemaphores().isEmpty());
    }
  }

  @Test
  void dtraceEngine_takesTheLinesOfItsScript() throws IOException {
    // No dtrace is here: this one keeps its arguments and fires one record.
    List<String> prefix =
        dtraceThat(
            """
            #!/bin/sh
            printf '%%s\\n' "$@" > %s
            echo attached
            echo 'dtrace: 3 drops on CPU 0'
            echo '%s {"level":"info","logger":"com.acme.Orders","message":"placed"}'
            exec sleep 600
            """
                .formatted(directory.resolve("arguments"), pid()));
    try (SnoopRun snoop =
        SnoopRun.startBelow(prefix, "-p", pid(), "--engine", "dtrace", "-l", "error", "-c", "1")) {
      assertThat(snoop.child().awaitExit()).isZero();

      assertThat(snoop.lines()).hasSize(1).first().asString().endsWith("com.acme.Orders: placed");
      assertThat(snoop.errors()).contains("1 events shown, 3 lost");
      assertThat(Files.readString(directory.resolve("arguments")))
          .startsWith("-Z\n-n\n")
          .contains("log%s:::error_json,\nlog%s:::fatal_json\n{".formatted(pid(), pid()));
    }
  }

  @Test
  void tracerThatFails_isSaid() throws IOException {
    List<String> prefix = dtraceThat("#!/bin/sh\necho failed to initialize\nexit 1\n");
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, "-p", pid(), "--engine", "dtrace")) {
      assertThat(snoop.child().awaitExit()).isEqualTo(1);
      assertThat(snoop.errors()).isEqualTo("snoop: dtrace does not attach: failed to initialize\n");
    }
  }

  @Test
  void terminal_hasColoursUnlessNoColorIsSet() {
    assertThat(onTerminal("NO_COLOR="))
        .contains("\033[33mWARN \033[0m", "\033[36mcom.acme.Orders\033[0m");
    assertThat(onTerminal("NO_COLOR=1")).contains("WARN  [main] com.acme.Orders: placed");
  }

  private String onTerminal(String environment) {
    String command = "%s -p %s -c 1".formatted(SnoopRun.LAUNCHER, pid());
    ProcessBuilder builder =
        new ProcessBuilder(
            "env", environment, "TERM=xterm", Tools.path("script"), "-qec", command, "/dev/null");
    try (Child terminal = Child.start(builder)) {
      terminal.awaitLine("following " + pid());
      app.log("WARN", "com.acme.Orders", "placed");
      terminal.awaitExit();
      return terminal.text();
    }
  }

  /** What snoop runs below, so that it finds this dtrace. */
  private List<String> dtraceThat(String script) throws IOException {
    Path dtrace = Files.writeString(directory.resolve("dtrace"), script);
    assertThat(dtrace.toFile().setExecutable(true)).isTrue();
    return List.of("env", "PATH=" + directory + ":" + System.getenv("PATH"));
  }

  /** Repeats an event until the tracer, which does not say when it is attached, shows it. */
  private static void awaitLine(Child tracer, String text, Runnable event) {
    Await.until(
        () -> text + " in: " + tracer.text(),
        () -> {
          event.run();
          return tracer.text().contains(text) || !tracer.isAlive();
        });
    assertThat(tracer.text()).contains(text);
  }

  private static String pid() {
    return Long.toString(app.pid());
  }
}
