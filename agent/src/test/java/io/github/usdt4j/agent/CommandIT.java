package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code usdt4j} says when something is in its way: one sentence with what to do, and a status
 * that is not 0. The process stays as it was, and so does its log.
 */
@Requires(Need.ROOT)
final class CommandIT {
  /** More than any pid: the kernel's limit is 4194304. */
  private static final String NOBODY = "99999999";

  private static final String NO_AGENTS =
      "refuses agents: it was started with -XX:-EnableDynamicAgentLoading; start it without, or with"
          + " -javaagent";

  /** Maps a file as a JVM would map its library, and takes the signal that asks for a socket. */
  private static final String FEIGNED =
      """
      import mmap, signal, sys, time
      signal.signal(signal.SIGQUIT, lambda number, frame: print('asked', flush=True))
      # A JVM, such as that of the test, has it blocked, and its children inherit that.
      signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGQUIT])
      library = open(sys.argv[1], 'r+b')
      m = mmap.mmap(library.fileno(), 0)
      print('mapped', flush=True)
      while True: time.sleep(600)
      """;

  private TemporaryDirectory directory;

  @BeforeEach
  void makeDirectory() {
    directory = new TemporaryDirectory();
  }

  @AfterEach
  void removeDirectory() {
    directory.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "detach", "status"})
  void command_noSuchProcess_isRefused(String verb) {
    assertThat(AttachedApp.usdt4j(verb, NOBODY))
        .containsExactly(
            "usdt4j: there is no process 99999999; name the id of a running java process",
            "status 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "detach", "status"})
  void command_processThatIsNoJvm_isRefusedAndTheProcessGoesOn(String verb) {
    try (Child sleep = Child.start(new ProcessBuilder("sleep", "600"))) {
      assertThat(AttachedApp.usdt4j(verb, Long.toString(sleep.pid())))
          .containsExactly(
              "usdt4j: process "
                  + sleep.pid()
                  + " is no JVM: it maps no libjvm.so; name the id of its java process",
              "status 1");
      assertThat(sleep.isAlive()).isTrue();
    }
  }

  @Test
  @Requires(value = Need.ROOT, tools = "python3")
  void attach_otherVendorsJvm_isRefused() {
    try (Child j9 = feigned("libj9vm29.so")) {
      assertThat(AttachedApp.usdt4j("attach", Long.toString(j9.pid())))
          .containsExactly(
              "usdt4j: process "
                  + j9.pid()
                  + " is a JVM of OpenJ9, and the agent is for HotSpot; put the appender into its"
                  + " configuration",
              "status 1");
      assertThat(j9.text()).isEqualTo("mapped");
    }
  }

  @Test
  @Requires(value = Need.ROOT, tools = "python3")
  void attach_jvmThatDoesNotAnswer_isRefused() {
    try (Child hung = feigned("libjvm.so")) {
      List<String> said = AttachedApp.usdt4j("attach", Long.toString(hung.pid()));

      assertThat(said).hasSize(2).endsWith("status 1");
      assertThat(said.get(0))
          .startsWith(
              "usdt4j: process "
                  + hung.pid()
                  + " does not answer, whatever hinders it: a full or read-only /tmp, or a halt of"
                  + " the whole JVM; mend that and try again (");
      assertThat(hung.lines()).contains("asked");
    }
  }

  private Child feigned(String library) {
    Path file = directory.write(library, "-".repeat(5000));
    ProcessBuilder builder = new ProcessBuilder("python3", "-c", FEIGNED, file.toString());
    Child child = Child.start(builder.directory(directory.path().toFile()));
    child.awaitLine("mapped");
    return child;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "11", "16"})
  void attach_olderJava_isRefusedAndTheLogStays(String version) {
    try (AttachedApp app = new AttachedApp(app())) {
      List<String> console = app.tell("log");
      app.tell("property java.specification.version " + version);

      assertThat(app.usdt4j("attach", List.of()))
          .containsExactly(
              "usdt4j: process %d runs Java %s, and the agent is for 17 and newer; run the application with that"
                  .formatted(app.pid(), version),
              "status 1");

      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "detach", "status"})
  void command_attachDisabled_isRefusedAndTheLogStays(String verb) {
    assertRefused(
        app().options("-XX:+DisableAttachMechanism"),
        verb,
        "refuses attachments: it was started with -XX:+DisableAttachMechanism; start it without, or"
            + " with -javaagent");
  }

  @Test
  void attach_attachDisabledByTheEnvironment_isRefusedAndTheLogStays() {
    assertRefused(
        app().environment("JDK_JAVA_OPTIONS", "-Da=b -XX:+DisableAttachMechanism"),
        "attach",
        "refuses attachments: it was started with -XX:+DisableAttachMechanism; start it without, or"
            + " with -javaagent");
  }

  @Test
  void attach_signalIsNotTaken_isRefusedAndTheProcessGoesOn() {
    assertRefused(
        app().options("-Xrs"),
        "attach",
        "does not take the signal of the attach mechanism: it has only just begun, or was started"
            + " with -Xrs; try again, or start it without, or with -javaagent");
  }

  @Test
  void attach_stoppedProcess_isRefused() {
    try (AttachedApp app = new AttachedApp(app())) {
      app.signal("STOP");

      assertThat(app.usdt4j("attach", List.of()))
          .containsExactly(
              "usdt4j: process %d is stopped and cannot answer; let it go on first: kill -CONT %d"
                  .formatted(app.pid(), app.pid()),
              "status 1");
    }
  }

  @Test
  void attach_agentsAreNotLoaded_isRefused() {
    assertRefused(app().options("-XX:-EnableDynamicAgentLoading"), "attach", NO_AGENTS);
  }

  @Test
  @Requires({Need.ROOT, Need.JDK_25})
  void attach_agentsAreNotLoadedOnJdk25_isRefused() {
    assertRefused(
        app().home(Jdks.find(25).orElseThrow()).options("-XX:-EnableDynamicAgentLoading"),
        "attach",
        NO_AGENTS);
  }

  @Test
  @Requires(value = Need.ROOT, tools = "unshare")
  void attach_noSocketCanBeMade_isRefusedAndTheLogStays() {
    assertRefused(
        app()
            .prefix(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o ro tmpfs /tmp; exec \"$@\"",
                "sh"),
        "attach",
        "cannot write to its /tmp, where the socket of the attach mechanism must be; make that"
            + " writable, or start it with -javaagent");
  }

  @Test
  @Requires({Need.ROOT, Need.JDK_25})
  void attach_nativeAccessDenied_isRefusedAndLeavesNothing() {
    Jvm jvm =
        app()
            .home(Jdks.find(25).orElseThrow())
            .options("-XX:+EnableDynamicAgentLoading", "--illegal-native-access=deny");
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");

      List<String> said = app.usdt4j("attach", List.of());

      assertThat(said.get(0))
          .startsWith("usdt4j: no USDT probes: usdt4j may not load its native library: ")
          .endsWith("; start java with --enable-native-access=ALL-UNNAMED");
      assertThat(said).hasSize(2).endsWith("status 1");
      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  @Requires(value = Need.ROOT, tools = "unshare")
  void attach_noPlaceToMapFrom_isRefusedAndLeavesNothing() {
    String at = directory.path().toString();
    Jvm jvm =
        app()
            .property("java.io.tmpdir", at)
            .property("user.home", at)
            .property("user.dir", at)
            .prefix(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o noexec tmpfs '" + at + "'; exec \"$@\"",
                "sh");
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");

      List<String> said = app.usdt4j("attach", List.of());

      assertThat(said.get(0))
          .startsWith("usdt4j: no USDT probes: usdt4j cannot load linux-")
          .contains(at + " (mounted noexec)")
          .endsWith(
              "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec");
      assertThat(said).hasSize(2).endsWith("status 1");
      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  void attach_probesAreSwitchedOff_isRefusedAndLeavesNothing() {
    try (AttachedApp app = new AttachedApp(app().property("usdt4j.disable", true))) {
      assertThat(app.usdt4j("attach", List.of()))
          .containsExactly(
              "usdt4j: no USDT probes: switched off by usdt4j.disable=true; leave that out to have"
                  + " probes",
              "status 1");
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  void attach_twice_isRefusedAndTheFirstStays() {
    try (AttachedApp app = new AttachedApp(app())) {
      List<String> first = app.usdt4j("attach", List.of("--provider", "first"));

      assertThat(app.usdt4j("attach", List.of()))
          .containsExactly(
              "usdt4j: the process has the bridge already (usdt4j status tells who brought it);"
                  + " detach it first",
              "status 1");
      assertThat(app.usdt4j("status", List.of())).isEqualTo(first).contains("status 0");
    }
  }

  @Test
  void detachAndStatus_withoutAttach_areRefused() {
    try (AttachedApp app = new AttachedApp(app())) {
      assertThat(app.usdt4j("detach", List.of()))
          .containsExactly(
              "usdt4j: the process has no bridge that the agent has brought; usdt4j attach brings"
                  + " it",
              "status 1");
      assertThat(app.usdt4j("status", List.of()))
          .containsExactly(
              "usdt4j: process "
                  + app.pid()
                  + " has no bridge that the agent has brought; usdt4j attach brings it",
              "status 1");
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  @Requires(value = Need.ROOT, tools = "unshare")
  void attach_noSafePlaceForTheJar_isRefusedAndTheLogStays() {
    String mounts =
        """
        mount -t tmpfs -o mode=777 tmpfs /tmp
        for place in /dev/shm /var/tmp; do
          mount --rbind $place $place
          mount -o remount,bind,ro $place
        done
        exec "$@"
        """;
    Jvm jvm = app().prefix("unshare", "--mount", "sh", "-ec", mounts, "sh");
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");

      List<String> said = app.usdt4j("attach", List.of());

      assertThat(said).hasSize(2).endsWith("status 1");
      assertThat(said.get(0))
          .startsWith(
              "usdt4j: process "
                  + app.pid()
                  + " has no place for the agent's jar, which needs a directory that its user can"
                  + " write to and others cannot: mount a tmpfs of 2 MiB at /tmp; tried /tmp (others"
                  + " can replace files in it), /dev/shm (")
          .contains("/var/tmp (");
      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " -> what to do?",
        "attach -> which process?",
        "attach orders -> 'orders' is no process id",
        "attach 0 -> '0' is no process id",
        "attach PID mdcArgs=a -> 'mdcArgs=a' is no option",
        "attach PID --mdc-args -> --mdc-args wants a value",
        "attach PID --provider a --provider b -> --provider is given twice",
        "detach PID --mdc-args a -> detach takes no options",
        "look PID -> unknown command look"
      })
  void command_wrongArguments_isWrongUse(String words) {
    String[] parts = words.split(" -> ", -1);
    String pid = Long.toString(ProcessHandle.current().pid());
    String[] arguments =
        parts[0].isBlank() ? new String[0] : parts[0].replace("PID", pid).split(" ", -1);

    assertThat(AttachedApp.usdt4j(arguments))
        .containsExactly("usdt4j: " + parts[1] + "; usdt4j --help tells more", "status 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--colour red -> there is no option colour; there are captureBelowLevel, captureGuarded,",
        "--capture-guarded maybe -> captureGuarded: maybe is neither true nor false",
        "--max-message-bytes many -> maxMessageBytes: many is no number",
        "--provider 1a -> the appender does not start in Logback: provider: "
      })
  void attach_wrongOption_isRefusedAndLeavesNothing(String words) {
    String[] parts = words.split(" -> ", -1);
    try (AttachedApp app = new AttachedApp(app())) {
      List<String> console = app.tell("log");

      List<String> said = app.usdt4j("attach", List.of(parts[0].split(" ", -1)));

      assertThat(said.get(0)).startsWith("usdt4j: " + parts[1]);
      assertThat(said).hasSize(2).endsWith("status 1");
      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
      assertThat(app.usdt4j("attach", List.of())).contains("status 0");
    }
  }

  @Test
  void command_javaWithoutTheAttachModule_saysSo() throws Exception {
    Path bin = Files.createDirectory(directory.path().resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(
        java, "#!/bin/sh\nexec " + Jdks.current() + "/bin/java --limit-modules java.base \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("../bin/usdt4j", "status", Long.toString(ProcessHandle.current().pid()));
    builder.environment().put("JAVA_HOME", directory.path().toString());
    try (Child child = Child.start(builder)) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.text())
          .startsWith("usdt4j: this java has no module jdk.attach; set JAVA_HOME to a whole JDK (");
    }
  }

  private static Jvm app() {
    return new LogbackAttachIT().jvm();
  }

  /** The process is refused in one sentence, and goes on as before. */
  private static void assertRefused(Jvm jvm, String verb, String sentence) {
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");

      assertThat(app.usdt4j(verb, List.of()))
          .containsExactly("usdt4j: process " + app.pid() + " " + sentence, "status 1");

      assertThat(app.tell("log")).isEqualTo(console);
    }
  }
}
