package io.github.usdt4j.snoop;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.KernelHeaders;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that end, or that are no longer valid: what they say, and that they leave nothing. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.KERNEL_HEADERS},
    tools = {"bpftrace", "perf", "trace-bpfcc", "bash", "python3"})
class ScriptEndIT {
  private static final String INVALID =
      "%s: process %d has ended or has another image now: have a new script made";

  private static KernelHeaders headers;
  private static TracedApp app;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    headers = new KernelHeaders();
    app = TracedApp.start();
  }

  @AfterAll
  static void stop() {
    app.close();
    headers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf", "bpftrace", "bcc"})
  void processThatHasEnded_isSaid(String kind) throws IOException {
    Path script;
    long pid;
    try (HostileProcess process = hostile()) {
      pid = process.pid();
      script = write(kind, pid);
    }

    assertInvalid(script, pid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf", "bpftrace", "bcc"})
  void otherFileInThePlaceOfTheImage_isSaid(String kind) throws IOException {
    try (HostileProcess process = hostile()) {
      Path script = write(kind, process.pid());
      process.swap();

      assertInvalid(script, process.pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf", "bpftrace", "bcc"})
  void fileThatIsNoImageAnyMore_isSaid(String kind) throws IOException {
    try (HostileProcess process = hostile()) {
      Path script = write(kind, process.pid());
      process.change("usdtimg", "usdtimp");

      assertInvalid(script, process.pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf", "bpftrace", "bcc"})
  void secondProcessThatHasEnded_leavesNothingOfTheFirst(String kind) throws IOException {
    Path script;
    long pid;
    try (HostileProcess process = hostile()) {
      pid = process.pid();
      script = write(kind, app.pid(), pid);
    }

    try (ScriptRun run = ScriptRun.start(script, headers.environment())) {
      assertThat(run.child().awaitExit()).isEqualTo(1);
      run.awaitEnd();
      assertThat(run.child().lines()).contains(INVALID.formatted(script, pid));
      assertThat(run.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"perf", "bpftrace", "bcc"})
  void signalToTheScriptAlone_endsTheTracerToo(String kind) throws IOException {
    try (ScriptRun run = ScriptRun.start(write(kind, app.pid()), headers.environment())) {
      Await.until(() -> "attached: " + run.child().text(), () -> isAttached(run));
      run.child().signal("TERM");
      run.child().awaitExit();

      assertThat(run.processes()).isEmpty();
      assertThat(app.raisedSemaphores()).isEmpty();
      assertThat(run.events()).isEmpty();
    }
  }

  @Test
  void perfScriptWithoutPerf_leavesNothing() throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("stat", "dd", "sed", "sleep")) {
      Files.copy(Path.of(Tools.path(tool)), tools.resolve(tool), COPY_ATTRIBUTES);
    }
    try (ScriptRun run =
        ScriptRun.start(write("perf", app.pid()), Map.of("PATH", tools.toString()))) {
      assertThat(run.child().awaitExit()).isEqualTo(127);
      assertThat(run.child().text()).contains("perf: not found");
      assertThat(run.events()).isEmpty();
    }
  }

  private HostileProcess hostile() throws IOException {
    Path images = Files.createTempDirectory("usdt4j-hostile-");
    return HostileProcess.start("orders", app, images, "images", List.of("log.so"));
  }

  private Path write(String kind, long... pids) throws IOException {
    String all = String.join(",", Arrays.stream(pids).mapToObj(Long::toString).toList());
    return ScriptRun.write(directory, kind, "-p", all);
  }

  private static void assertInvalid(Path script, long pid) throws IOException {
    try (ScriptRun run = ScriptRun.start(script, headers.environment())) {
      assertThat(run.child().awaitExit()).isEqualTo(1);
      assertThat(run.child().lines()).containsExactly(INVALID.formatted(script, pid));
      assertThat(run.events()).isEmpty();
    }
  }

  private static boolean isAttached(ScriptRun run) {
    return !app.raisedSemaphores().isEmpty() || !run.child().isAlive();
  }
}
