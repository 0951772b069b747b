package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.KernelHeaders;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts and other tracers, with a process whose name and images are called what shells, bpftrace,
 * Python and the kernel would take for code: no such code runs, and the events are shown.
 */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"bpftrace", "perf", "bash", "python3"})
class HostileNamesIT {
  /** What foreign code makes in the directory that a script runs in. */
  private static final String MARKER = "marker";

  private static final String DIRECTORY = "$(touch marker) `touch marker`";

  private static final List<String> FILES =
      List.of(
          "$(touch marker).so",
          "`touch marker`.so",
          "\";touch marker;\".so",
          "';touch marker;'.so",
          "a\ntouch marker\nb.so",
          "\nEND\ntouch marker\n.so",
          "a\\\ntouch marker;\\.so",
          "lib.so:0x10f9(0x3020) #x",
          "%s%n%$PATH ~ ! * ? [a] {b,c} & | < > ( ) ^ \t.so",
          "x:a:b { system(\"touch marker\") } BEGIN { printf(\"marker\") } usdt:y.so",
          "*/ BEGIN { printf(\"marker\"); } /*.so",
          "'+str(__import__('os').system('touch marker'))+'.so",
          "\"\"\"\nimport os; os.system(\"touch marker\")\n\"\"\".so",
          "--help",
          "äöü €😀.so");

  /** Behind the last slash, which begins the name that snoop shows. */
  private static final String NAME =
      "/bin/$(touch marker)`touch marker`';touch marker;\"*\n */\nEND\ntouch marker\n#";

  private static TracedApp app;

  /** A script for bpftrace takes that many of a process. */
  private static final int IMAGES_OF_BPFTRACE = 7;

  @TempDir private Path directory;

  @BeforeAll
  static void startOriginal() {
    app = TracedApp.start();
  }

  @AfterAll
  static void stopOriginal() {
    app.close();
  }

  @Test
  void perfScript_runsNoForeignCode() throws IOException {
    assertShown("perf", FILES, Map.of());
  }

  @Test
  void bpftraceScript_runsNoForeignCode() throws IOException {
    for (int i = 0; i < FILES.size(); i += IMAGES_OF_BPFTRACE) {
      int end = Math.min(i + IMAGES_OF_BPFTRACE, FILES.size());
      assertShown("bpftrace", FILES.subList(i, end), Map.of());
    }
  }

  @Test
  @Requires(value = Need.KERNEL_HEADERS, tools = "trace-bpfcc")
  void bccScript_runsNoForeignCode() throws IOException {
    try (KernelHeaders headers = new KernelHeaders()) {
      assertShown("bcc", FILES, headers.environment());
    }
  }

  @Test
  void bpftraceScript_leavesOutWhatItCannotHold() throws IOException {
    try (HostileProcess process = start(FILES);
        SnoopRun snoop =
            SnoopRun.start("-p", pid(process), "-l", "fatal", "--script", "bpftrace")) {
      assertThat(snoop.child().awaitExit()).isZero();

      String line =
          "snoop: left out of process %d (\\u{a}END\\u{a}touch marker\\u{a}#): 1 probes: a script for bpftrace takes 7 images of a process\n"
              .formatted(process.pid());
      assertThat(snoop.errors()).isEqualTo(line);
    }
  }

  @Test
  void providerInAnImage_isLeftOutAndTheRestShown() throws IOException {
    try (HostileProcess process = start(FILES.subList(0, 1))) {
      process.change("log\0fatal_json\0", "'`$\0fatal_json\0");
      Path script = script("perf", process);
      try (SnoopRun snoop = SnoopRun.start("-p", pid(process), "--script", "perf")) {
        assertThat(snoop.child().awaitExit()).isZero();
        assertThat(snoop.errors()).contains("1 probes: the provider's name is not made of");
      }
      assertThat(script).content().contains("define error_1_4").doesNotContain("fatal");
      assertShown(script, process, 1, Map.of());
    }
  }

  @Test
  void bpftraceEngine_runsNoForeignCode() throws IOException {
    try (HostileProcess process = start(FILES);
        SnoopRun snoop =
            SnoopRun.start("-p", pid(process), "-l", "error", "--engine", "bpftrace")) {
      snoop.awaitError("following " + process.pid());
      awaitEvents(snoop.child(), process, FILES.size());

      assertThat(snoop.lines()).allMatch(line -> line.contains("ERROR [] com.acme.Orders: image"));
    }
  }

  @Test
  void bpftraceEngine_recordOfAnotherProcessInAText_isNotShownAsOne() throws IOException {
    try (HostileProcess process = start(FILES.subList(0, 1));
        SnoopRun snoop =
            SnoopRun.start(
                "-p", pid(process) + "," + app.pid(), "--json", "--engine", "bpftrace")) {
      snoop.awaitError("following " + process.pid());
      snoop.awaitError("following " + app.pid());
      String forged = "%d {\"message\":\"forged\"}\n".formatted(app.pid());
      process.fire("error_json", "{}\n" + forged + "9".repeat(30) + " {}\nLost 4711 events");
      process.fire("error_json", "{\"message\":\"the last one\"}");
      snoop.child().awaitLine("the last one");
      snoop.interrupt();

      assertThat(snoop.lines()).hasSize(2).noneMatch(line -> line.contains("pid\":" + app.pid()));
      assertThat(snoop.errors()).contains("2 events shown, none lost");
    }
  }

  private HostileProcess start(List<String> files) throws IOException {
    Path images = Files.createTempDirectory("usdt4j-hostile-");
    return HostileProcess.start(NAME, app, images, DIRECTORY, files);
  }

  /** Writes a script and runs it until it has shown an event of each image. */
  private void assertShown(String kind, List<String> files, Map<String, String> environment)
      throws IOException {
    try (HostileProcess process = start(files)) {
      assertShown(script(kind, process), process, files.size(), environment);
    }
  }

  private Path script(String kind, HostileProcess process) throws IOException {
    Path script = ScriptRun.write(directory, kind, "-p", pid(process));
    assertThat(script).content().doesNotContain(MARKER);
    return script;
  }

  private void assertShown(
      Path script, HostileProcess process, int images, Map<String, String> environment) {
    try (ScriptRun run = ScriptRun.start(script, environment)) {
      awaitEvents(run.child(), process, images);
      run.interrupt();
      assertThat(run.child().text()).doesNotContain(MARKER);
    }
    assertThat(directory.resolve(MARKER)).doesNotExist();
  }

  private static void awaitEvents(Child tracer, HostileProcess process, int images) {
    List<String> wanted =
        IntStream.range(0, images).mapToObj(i -> "image " + i + " fires").toList();
    Await.until(
        () -> wanted + " in: " + tracer.text(),
        () -> {
          process.fire(
              "error_json",
              "{\"level\":\"error\",\"logger\":\"com.acme.Orders\",\"message\":\"image # fires\"}");
          process.fire("error", "image # fires", "com.acme.Orders", "", "");
          String text = tracer.text();
          return wanted.stream().allMatch(text::contains) || !tracer.isAlive();
        });
    assertThat(tracer.text()).contains(wanted);
  }

  private static String pid(HostileProcess process) {
    return Long.toString(process.pid());
  }
}
