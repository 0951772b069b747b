package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status files as another user would make them, for snoop that root runs. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"setpriv", "bash", "mkfifo", "truncate", "unshare", "python3"})
class HostileStatusIT {
  /** Of nobody in /etc/passwd. */
  private static final int STRANGER = 4_000_124;

  /** It says that it has a size, and each process may open it; this is rarely done. */
  private static final String KERNEL_FILE = "/sys/kernel/fscaps";

  private static final String MARK = "echo usdt4j-status 1 pid $$ start 1; echo version: 0.1.0; ";

  /** What has to follow in a script: it reads the status and keeps it open. */
  private static final String KEEP = " > usdt4j.status; exec 5< usdt4j.status; ";

  private Path directory;

  @BeforeEach
  void createDirectory() throws IOException {
    directory = Files.createTempDirectory("usdt4j-hostile-status");
    Child.run("chown", Integer.toString(STRANGER), directory.toString());
  }

  @AfterEach
  void removeDirectory() {
    Child.run("rm", "-rf", directory.toString());
  }

  @Test
  void reason_ofAnotherUser_isShownWithWhoseItIs() {
    try (Child child = start("(" + MARK + "echo backend: no-op; echo reason: why not)" + KEEP)) {
      assertThat(doctor(child))
          .containsExactly(
              "ok    process: %d sleep (%d)".formatted(child.pid(), STRANGER),
              "fail  usdt4j: it fell back and has no probes: why not");
      assertThat(listed(child))
          .containsExactly(
              "%d sleep (%d)".formatted(child.pid(), STRANGER),
              "  status: usdt4j 0.1.0 no-op: why not");
    }
  }

  @Test
  void escapesAndLines_areNotShown() {
    try (Child child =
        start(
            "("
                + MARK
                + "printf 'backend: no-op\\r\\n"
                + "reason: \\033[2J\\033]0;title\\007\\n"
                + "reason: two\\nok    user: root\\n')"
                + KEEP)) {
      // The one with escapes does not count, and nothing else is of the form.
      assertThat(doctor(child))
          .containsExactly(
              "ok    process: %d sleep (%d)".formatted(child.pid(), STRANGER),
              "fail  usdt4j: it fell back and has no probes: two");
      assertHarmless(listed(child));
    }
  }

  @Test
  void version_thatIsNoWord_isNoStatus() {
    try (Child child =
        start(
            "(echo usdt4j-status 1 pid $$ start 1; printf 'version: 1 \\033[2J\\nbackend: x\\n')"
                + KEEP)) {
      assertNoStatus(child);
    }
  }

  @Test
  void padding_isStripped() {
    try (Child child =
        start("(" + MARK + "echo backend: no-op; printf 'reason: %1500s.\\n' x)" + KEEP)) {
      assertThat(doctor(child))
          .last()
          .isEqualTo("fail  usdt4j: it fell back and has no probes: x.");
    }
  }

  @Test
  void fifosAndDevices_areNotOpened() {
    try (Child child =
        start(
            "mkfifo usdt4j.status; exec 5<> usdt4j.status;"
                + " mkdir usdt4j-1.status; exec 6< usdt4j-1.status;"
                + " ln -s /dev/zero usdt4j-2.status; exec 7< usdt4j-2.status; ")) {
      assertNoStatus(child);
    }
  }

  /** The root of a container could do it, who is root outside, too. */
  @Test
  void fileOfTheKernel_isNotRead() throws IOException {
    // To read the buffer of an instance waits until there is an event.
    Path instance =
        Files.createDirectory(
            Path.of(
                "/sys/kernel/tracing/instances/usdt4j_test_status_"
                    + ProcessHandle.current().pid()));
    String script =
        "cd \"$0\" && touch usdt4j.status && mount --bind \"$1\" usdt4j.status"
            + " && exec /usr/bin/python3 -c 'import os, time\n"
            + "os.open(\"usdt4j.status\", os.O_PATH)\n"
            + "print(\"ready\", flush=True)\n"
            + "time.sleep(600)'";
    try (Child child =
        Child.start(
            new ProcessBuilder(
                "unshare",
                "--mount",
                "bash",
                "-c",
                script,
                directory.toString(),
                instance + "/per_cpu/cpu0/trace_pipe_raw"))) {
      child.awaitLine("ready");

      assertThat(doctor(child))
          .last()
          .isEqualTo(
              "fail  java: it maps no libjvm.so and so is no JVM; usdt4j is for Java processes");
    } finally {
      Files.delete(instance);
    }
  }

  /** Each user can do it, in namespaces of their own, also with a file that only root may read. */
  @Test
  void fileOfTheKernelWithASize_isNotOpened() {
    String script =
        "cd \"$0\" && touch usdt4j.status && mount --bind "
            + KERNEL_FILE
            + " usdt4j.status && exec /usr/bin/python3 -c 'import os, time\n"
            + "os.open(\"usdt4j.status\", os.O_PATH)\n"
            + "print(\"ready\", flush=True)\n"
            + "time.sleep(600)'";
    try (Child child =
            Child.start(
                new ProcessBuilder(
                    OtherUser.command(
                        STRANGER,
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "bash",
                        "-c",
                        script,
                        directory.toString())));
        Child watcher = watch(KERNEL_FILE)) {
      child.awaitLine("ready");
      watcher.awaitLine("ready");

      assertThat(doctor(child))
          .last()
          .isEqualTo(
              "fail  java: it maps no libjvm.so and so is no JVM; usdt4j is for Java processes");
      Child.run("cat", KERNEL_FILE);
      watcher.awaitLine("opened");
      assertThat(watcher.lines()).containsExactly("ready", "opened");
    }
  }

  /** Starts a program that writes a line each time that a file is opened, by whatever path. */
  private static Child watch(String file) {
    return Child.start(
        new ProcessBuilder(
            "/usr/bin/python3",
            "-c",
            """
            import ctypes, os, sys
            IN_OPEN, EVENT = 0x20, 16
            libc = ctypes.CDLL(None)
            queue = libc.inotify_init()
            assert libc.inotify_add_watch(queue, sys.argv[1].encode(), IN_OPEN) >= 0
            print("ready", flush=True)
            while True:
                for _ in range(len(os.read(queue, 4096)) // EVENT):
                    print("opened", flush=True)
            """,
            file));
  }

  @Test
  void hugeFile_isReadAtItsBeginningOnly() {
    try (Child child =
        start("(" + MARK + "echo backend: no-op)" + KEEP + "truncate -s 1T usdt4j.status; ")) {
      assertThat(doctor(child))
          .last()
          .asString()
          .startsWith("fail  usdt4j: usdt4j 0.1.0 no-op, but no provider of it is enabled now");
    }
    try (Child child = start("truncate -s 1T usdt4j-1.status; exec 5< usdt4j-1.status; ")) {
      assertNoStatus(child);
    }
  }

  @Test
  void fileOfAnotherUser_isNotShown() throws IOException {
    // A secret of root that anybody has a descriptor of, and that looks like a status.
    Path secret = directory.resolve("usdt4j-3.status");
    try (Child child =
        start("until [ -r usdt4j-3.status ]; do :; done; exec 5< usdt4j-3.status; ")) {
      Path staged = Files.createTempFile("usdt4j-staged", ".status");
      Files.writeString(
          staged,
          "usdt4j-status 1 pid %d start 1\nversion: 1\nbackend: x\nreason: secret\n"
              .formatted(child.pid()));
      Child.run("chown", "65534", staged.toString());
      Child.run("chmod", "644", staged.toString());
      Child.run("mv", staged.toString(), secret.toString());
      child.awaitLine("ready");

      assertNoStatus(child);
    }
  }

  @Test
  void statusOfAnotherProcess_isNotTaken() {
    try (Child child =
        start("(echo usdt4j-status 1 pid 1 start 1; echo version: 1; echo backend: x)" + KEEP)) {
      assertNoStatus(child);
    }
  }

  @Test
  void veryManyFiles_areNotAllRead() {
    try (Child child =
        start(
            "ulimit -n $(ulimit -Hn); mkfifo usdt4j.status; for ((i = 10; i < 1000; i++)); do eval \"exec $i<> usdt4j.status\" || break; done; ")) {
      assertNoStatus(child);
    }
  }

  private static void assertNoStatus(Child child) {
    assertThat(doctor(child))
        .containsExactly(
            "ok    process: %d sleep (%d)".formatted(child.pid(), STRANGER),
            "fail  java: it maps no libjvm.so and so is no JVM; usdt4j is for Java processes");
    assertThat(listed(child)).isEmpty();
  }

  /** Starts a script of another user, which becomes a sleep with the script's descriptors. */
  private Child start(String script) {
    List<String> command =
        OtherUser.command(
            STRANGER,
            "bash",
            "-c",
            "cd \"$0\" && " + script + "echo ready; exec sleep 600",
            directory.toString());
    Child child = Child.start(new ProcessBuilder(command));
    if (!script.startsWith("until")) {
      child.awaitLine("ready");
    }
    return child;
  }

  private static List<String> doctor(Child child) {
    try (SnoopRun snoop = SnoopRun.start("doctor", Long.toString(child.pid()))) {
      assertThat(snoop.child().awaitExit()).as(snoop.errors()).isEqualTo(1);
      assertThat(snoop.errors()).isEmpty();
      assertHarmless(snoop.lines());
      return snoop.lines();
    }
  }

  /** The lines of a process in the list of all. */
  private static List<String> listed(Child child) {
    List<String> lines = new ArrayList<>();
    boolean isInside = false;
    for (String line : SnoopRun.of("--list", "--user", Integer.toString(STRANGER)).lines()) {
      isInside = line.startsWith(" ") ? isInside : line.startsWith(child.pid() + " ");
      if (isInside) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static void assertHarmless(List<String> lines) {
    assertThat(lines).allMatch(line -> line.matches("[ -~]*"));
  }
}
