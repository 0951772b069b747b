package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.snoop.programs.Idle;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snoop doctor PID} says of processes in all sorts of condition. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv"})
class DoctorIT {
  private static final String CONFIGURE =
      "put <appender name=\"usdt\" class=\"io.github.usdt4j.logback.UsdtAppender\"/> and its"
          + " appender-ref, in Log4j 2 <Usdt name=\"usdt\"/> and its AppenderRef, in java.util.logging"
          + " handlers=io.github.usdt4j.jul.UsdtHandler, into the logging configuration that the"
          + " application reads";

  private static final List<String> NOBODY = OtherUser.command(65_534);

  @TempDir private Path directory;

  @Test
  void process_withProbes_isWell() {
    try (TracedApp app = TracedApp.start()) {
      assertThat(well(app.pid()))
          .containsExactly(
              "ok    process: %d io.github.usdt4j.snoop.programs.LogApp (root)"
                  .formatted(app.pid()),
              "ok    usdt4j: usdt4j %s native".formatted(version()),
              "ok    image: /run/usdt/%d/log.so".formatted(app.pid()),
              "ok    probes: %d, no tracer is attached now".formatted(probes(app)),
              "ok    log events: of provider log; snoop -p %d follows them".formatted(app.pid()));
    }
  }

  @Test
  void tracersThatAreAttached_areSaid() {
    try (TracedApp app = TracedApp.start();
        SnoopRun tracer = SnoopRun.follow(app, "-l", "error")) {
      assertThat(tracer.child().isAlive()).isTrue();
      assertThat(well(app.pid()))
          .anyMatch(
              line ->
                  line.matches(
                      "ok    probes: \\d+, tracers are attached to \\d+: log:.*error_json.*"));
    }
  }

  @Test
  void process_thatIsNone_isSaid() {
    assertThat(ill(999_999_999))
        .isEqualTo("process: there is no process 999999999; snoop --list shows those with probes");
  }

  @Test
  void thread_namesItsProcess() throws IOException {
    try (TracedApp app = TracedApp.start();
        Stream<Path> tasks = Files.list(Path.of("/proc/" + app.pid() + "/task"))) {
      long thread =
          tasks
              .mapToLong(task -> Long.parseLong(task.getFileName().toString()))
              .max()
              .orElseThrow();

      assertThat(ill(thread))
          .isEqualTo("process: %d is a thread; its process is %d".formatted(thread, app.pid()));
    }
  }

  @Test
  void zombie_isSaid() {
    try (Child parent = Child.start(new ProcessBuilder("sh", "-c", "true & exec sleep 600"))) {
      ProcessHandle handle = ProcessHandle.of(parent.pid()).orElseThrow();
      Await.until(() -> "a child", () -> handle.children().findFirst().isPresent());
      long zombie = handle.children().findFirst().orElseThrow().pid();
      Await.until(() -> "its end", () -> isZombie(zombie));

      assertThat(ill(zombie))
          .isEqualTo(
              "process: %d has ended or is about to, and its parent has not taken notice yet"
                  .formatted(zombie));
    }
  }

  @Test
  void processOfAnotherUser_isSaidToThoseWhoMayNotLook() {
    try (Child sleep = Child.start(new ProcessBuilder("sleep", "600"))) {
      assertThat(failures(NOBODY, "doctor", Long.toString(sleep.pid())))
          .contains(
              "process: %1$d sleep (root) may be looked into by root and that user only; sudo snoop doctor %1$d"
                  .formatted(sleep.pid()));
    }
  }

  @Test
  void rootThatMayNotTrace_isSaid() {
    List<String> command = Stream.concat(NOBODY.stream(), Stream.of("sleep", "600")).toList();
    try (Child sleep = Child.start(new ProcessBuilder(command))) {
      assertThat(
              failures(
                  List.of("setpriv", "--bounding-set=-sys_ptrace"),
                  "doctor",
                  Long.toString(sleep.pid())))
          .containsExactly(
              "capabilities: this root has no CAP_SYS_PTRACE; run snoop on the machine itself, or"
                  + " give its container what is missing (--privileged, or --cap-add)",
              "process: %d sleep (nobody) may be looked into with CAP_SYS_PTRACE only; give it to this root (--cap-add SYS_PTRACE) or run snoop on the machine itself"
                  .formatted(sleep.pid()));
    }
  }

  @Test
  void processWithoutJvm_isSaid() {
    try (Child sleep = Child.start(new ProcessBuilder("sleep", "600"))) {
      assertThat(ill(sleep.pid()))
          .isEqualTo("java: it maps no libjvm.so and so is no JVM; usdt4j is for Java processes");
    }
  }

  @Test
  void jvmWithoutUsdt4j_isSaid() {
    try (ProgramJvm jvm = new ProgramJvm(idle("none").classPath(tests(), support()))) {
      assertThat(ill(jvm.pid()))
          .isEqualTo(
              "usdt4j: it is not in this process; have usdt4j-logback, usdt4j-log4j2 or"
                  + " usdt4j-jul on its class path and "
                  + CONFIGURE);
    }
  }

  @Test
  void jarThatNothingUses_isSaid() {
    Path core = Jvm.locationOf(Usdt.class);
    try (ProgramJvm jvm = new ProgramJvm(idle("search").classPath(tests(), support(), core))) {
      assertUnused(jvm, core);
    }
  }

  /** Then Logback never starts, whatever logback.xml says. */
  @Test
  void slf4jBoundToAProviderWithoutProbes_isSaid() throws IOException {
    Path core = Jvm.locationOf(Usdt.class);
    Path simple = Files.copy(Jvm.locationOf(Test.class), directory.resolve("slf4j-simple-2.jar"));
    try (ProgramJvm jvm =
        new ProgramJvm(idle("search").classPath(tests(), support(), simple, core))) {
      assertThat(ill(jvm.pid()))
          .isEqualTo(
              "usdt4j: %s is on its class path and not in use, and so is slf4j-simple-2.jar: where SLF4J is bound to that, the framework with usdt4j gets no event; take it from the class path, and %s"
                  .formatted(core, CONFIGURE));
    }
  }

  @Test
  void jarThatNothingHasOpened_isSaid() {
    // The main class and all that it needs comes first.
    Path core = Jvm.locationOf(Usdt.class);
    try (ProgramJvm jvm = new ProgramJvm(idle("none").classPath(tests(), support(), core))) {
      assertUnused(jvm, core.getFileName());
    }
  }

  @Test
  void jarOfManyLibraries_isRecognised() throws IOException {
    Path fat = Files.copy(Jvm.locationOf(Usdt.class), directory.resolve("application.jar"));
    try (ProgramJvm jvm = new ProgramJvm(idle("search").classPath(tests(), support(), fat))) {
      assertUnused(jvm, fat);
    }
  }

  @Test
  void processThatFellBack_tellsItsReason() {
    try (TracedApp app = TracedApp.start(TracedApp.jvm().property("usdt4j.disable", true))) {
      String reason = "switched off by usdt4j.disable=true; leave that out to have probes";

      assertThat(ill(app.pid())).isEqualTo("usdt4j: it fell back and has no probes: " + reason);
      assertThat(SnoopRun.of("--list").lines())
          .containsSequence(
              app.pid() + " io.github.usdt4j.snoop.programs.LogApp (root)",
              "  status: usdt4j %s no-op: %s".formatted(version(), reason));
      String problem =
          "snoop: process %1$d io.github.usdt4j.snoop.programs.LogApp (root) has no usdt4j probes (snoop doctor %1$d says more): it fell back and has no probes: %2$s\n"
              .formatted(app.pid(), reason);
      assertThat(problem(List.of(), "-p", Long.toString(app.pid()))).isEqualTo(problem);
      assertThat(problem(List.of(), "-p", "usdt4j.disable=true")).isEqualTo(problem);
    }
  }

  @Test
  void processWhoseRequiredProbesAreImpossible_tellsItsReason() {
    Jvm jvm = TracedApp.jvm().property("usdt4j.disable", true).property("usdt4j.required", true);
    try (TracedApp app = TracedApp.start(jvm)) {
      assertThat(ill(app.pid()))
          .isEqualTo(
              "usdt4j: it fell back and has no probes: switched off by usdt4j.disable=true; leave"
                  + " that out to have probes");
    }
  }

  @Test
  void processWhoseImageIsImpossible_tellsItsReason() {
    Jvm jvm = TracedApp.jvm().prefix("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
    try (TracedApp app = TracedApp.start(jvm)) {
      assertThat(ill(app.pid()))
          .startsWith("usdt4j: it fell back and has no probes: provider log:log: cannot enable: ")
          .contains("memory: File too large");
    }
  }

  @Test
  void imageInMemory_isANote() {
    try (TracedApp app = TracedApp.start(TracedApp.jvm().property("usdt4j.dir", "/proc/none"))) {
      assertThat(well(app.pid()))
          .anyMatch(
              line ->
                  line.startsWith(
                      "ok    usdt4j: usdt4j %s native: only in memory, at /proc/"
                          .formatted(version())))
          .anyMatch(
              line ->
                  line.startsWith(
                      "note  image: it is only in memory, so other tracers do not find it by path; snoop -p %d --script writes a script that does"
                          .formatted(app.pid())));
    }
  }

  @Test
  void imageWhoseFileWasRemoved_isANote() throws IOException {
    Path images = Files.createDirectory(directory.resolve("images"));
    try (TracedApp app = TracedApp.start(TracedApp.jvm().property("usdt4j.dir", images))) {
      Files.delete(images.resolve(app.pid() + "/log.so"));

      assertThat(well(app.pid()))
          .anyMatch(
              line ->
                  line.startsWith(
                      "note  image: its file was removed, so other tracers do not find it by"
                          + " path; "));
    }
  }

  @Test
  void imageOfAnotherUser_isLeftOutAndSaid() throws IOException {
    Path images = Files.createDirectory(directory.resolve("images"));
    try (TracedApp app = TracedApp.start(TracedApp.jvm().property("usdt4j.dir", images))) {
      Child.run("chown", "65534", images.resolve(app.pid() + "/log.so").toString());

      assertThat(failures(List.of(), "doctor", Long.toString(app.pid())))
          .containsExactly(
              "image: left out: %s/%d/log.so belongs to user 65534 and not to the process's, 0"
                  .formatted(images, app.pid()));
    }
  }

  @Test
  void probesOfTheApplicationAlone_areSaid() {
    try (ProgramJvm jvm = new ProgramJvm(idle("own"))) {
      String why =
          "none of its probes has any: these are probes of the application's own; for log events, "
              + CONFIGURE;

      assertThat(ill(jvm.pid())).isEqualTo("log events: " + why);
      assertThat(problem(List.of(), "-p", Long.toString(jvm.pid())))
          .isEqualTo(
              "snoop: process %1$d io.github.usdt4j.snoop.programs.Idle (root) has no probe to follow (snoop doctor %1$d says more): %2$s\n"
                  .formatted(jvm.pid(), why));
    }
  }

  @Test
  void providerThatIsNotEnabled_isSaid() {
    try (ProgramJvm jvm = new ProgramJvm(idle("disabled"))) {
      assertThat(ill(jvm.pid()))
          .isEqualTo(
              "usdt4j: usdt4j %s native, but no provider of it is enabled now; where log events are wanted, %s"
                  .formatted(version(), CONFIGURE));
    }
  }

  @Test
  void processInAContainer_isFoundAndItsPlaceSaid() {
    try (TracedApp app = TracedApp.start(TracedApp.contained())) {
      assertThat(well(app.pid()))
          .contains(
              "note  container: it is in another mount namespace, so other tracers may not find its images by path; snoop -p %d --script writes a script that does"
                  .formatted(app.pid()),
              "note  container: it is in another pid namespace and is process 1 there",
              "ok    usdt4j: usdt4j %s native".formatted(version()),
              "ok    image: /run/usdt/1/log.so");
    }
  }

  private static void assertUnused(ProgramJvm jvm, Path jar) {
    assertThat(ill(jvm.pid()))
        .isEqualTo(
            "usdt4j: %s is on its class path and not in use; %s, or, where that is done, read in the application's own output why usdt4j fell back"
                .formatted(jar, CONFIGURE));
  }

  /** The lines about a process with which all is well. */
  private static List<String> well(long pid) {
    return SnoopRun.of("doctor", Long.toString(pid)).lines();
  }

  /** The only thing that is missing. */
  private static String ill(long pid) {
    List<String> failures = failures(List.of(), "doctor", Long.toString(pid));
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }

  private static List<String> failures(List<String> prefix, String... arguments) {
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, arguments)) {
      assertThat(snoop.child().awaitExit()).as(snoop.errors()).isEqualTo(1);
      assertThat(snoop.errors()).isEmpty();
      return snoop.lines().stream()
          .filter(line -> line.startsWith("fail  "))
          .map(line -> line.substring("fail  ".length()))
          .toList();
    }
  }

  private static String problem(List<String> prefix, String... arguments) {
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, arguments)) {
      assertThat(snoop.child().awaitExit()).isEqualTo(1);
      return snoop.errors();
    }
  }

  private static long probes(TracedApp app) {
    return SnoopRun.of("--list", "-p", Long.toString(app.pid())).lines().stream()
        .filter(line -> line.contains(" semaphore "))
        .count();
  }

  private static Jvm idle(String what) {
    return Jvm.main(Idle.class).quickToStart().arguments(what);
  }

  private static Path tests() {
    return Jvm.locationOf(Idle.class);
  }

  private static Path support() {
    return Jvm.locationOf(ProgramJvm.class);
  }

  private static String version() {
    return Usdt.class.getPackage().getImplementationVersion();
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }
}
