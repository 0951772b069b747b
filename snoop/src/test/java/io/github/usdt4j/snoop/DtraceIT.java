package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that snoop writes for dtrace, and its engine of that name, with a real dtrace. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.DTRACE},
    tools = "env")
class DtraceIT {
  /** A command that has dtrace on its PATH. */
  private static final List<String> WITH_DTRACE =
      List.of("env", "PATH=" + Dtrace.COMMAND.getParent() + ":" + System.getenv("PATH"));

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
  void script_run_showsWholeRecordsBehindTheirProcess() throws IOException {
    Path script = ScriptRun.write(directory, "dtrace", "-p", "" + app.pid(), "-l", "debug");
    String longest = "plaçed " + "x".repeat(3000) + " \"and\tthat\"";
    try (Dtrace dtrace = Dtrace.attach(script, List.of())) {
      app.log("TRACE", "com.acme.Orders", "not wanted");
      app.log("DEBUG", "com.acme.Orders", longest);
      app.log("ERROR", "com.acme.Orders", "the last one");

      assertThat(dtrace.stopAfter(2))
          .allMatch(line -> line.startsWith(app.pid() + " {\"") && line.endsWith("}"))
          .satisfiesExactlyInAnyOrder(
              line ->
                  assertThat(line)
                      .contains("\"level\":\"debug\"", "\"tenant\":\"42\"")
                      .contains(longest.replace("\"", "\\\"").replace("\t", "\\t")),
              line -> assertThat(line).contains("\"level\":\"error\"", "the last one"));
    }
    assertThat(app.raisedSemaphores()).isEmpty();
  }

  @Test
  void engine_withFilters_showsRecords() {
    try (SnoopRun snoop = follow("-l", "debug", "--mdc", "tenant=42", "--grep", "çed", "-c", "2")) {
      app.log("TRACE", "com.acme.Orders", "plaçed, not wanted");
      app.log("DEBUG", "com.acme.Orders", "not wanted");
      app.log("DEBUG", "com.acme.Orders", "plaçed " + "x".repeat(3000));
      app.log("INFO", "com.acme.Orders", "plaçed");
      snoop.child().awaitExit();

      assertThat(snoop.lines())
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .containsExactlyInAnyOrder(
              "DEBUG [main] com.acme.Orders: plaçed " + "x".repeat(3000) + " {tenant=42}",
              "INFO  [main] com.acme.Orders: plaçed {tenant=42}");
      assertThat(snoop.errors()).contains("2 events shown, none lost");
    }
    assertThat(app.raisedSemaphores()).isEmpty();
  }

  @Test
  void kill_withTheEngine_endsDtraceTooAndLeavesNothing() {
    try (SnoopRun snoop = follow()) {
      assertThat(app.raisedSemaphores()).isNotEmpty();
      List<ProcessHandle> below =
          ProcessHandle.of(snoop.child().pid()).orElseThrow().descendants().toList();
      snoop.kill();

      Await.until(
          () -> "zero semaphores; raised: " + app.raisedSemaphores(),
          () -> app.raisedSemaphores().isEmpty());
      Await.until(
          () -> "the end of " + below, () -> below.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(below).isNotEmpty().allMatch(process -> Dtrace.eventsOf(process.pid()).isEmpty());
    }
  }

  private static SnoopRun follow(String... options) {
    List<String> arguments = new ArrayList<>(List.of("-p", "" + app.pid(), "--engine", "dtrace"));
    arguments.addAll(List.of(options));
    SnoopRun snoop = SnoopRun.startBelow(WITH_DTRACE, arguments.toArray(String[]::new));
    snoop.awaitError("following " + app.pid());
    return snoop;
  }
}
