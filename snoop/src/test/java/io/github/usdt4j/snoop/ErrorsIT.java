package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv"})
class ErrorsIT {
  private static final String HELP = " (snoop --help shows the options)";

  private static final List<String> NOBODY = OtherUser.command(65_534);

  private static final List<String> WITHOUT_PTRACE =
      List.of("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace");

  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void notRoot_isSaid() {
    assertRefused(NOBODY, "snoop: only root can attach to probes; try sudo");
  }

  @Test
  void noTracefs_isSaidWithTheMount() {
    assertRefused(
        inMountNamespace("grep ' tracefs ' /proc/mounts | cut -d' ' -f2 | xargs -r -n1 umount -l"),
        "snoop: tracefs is not mounted; mount it: mount -t tracefs nodev /sys/kernel/tracing");
  }

  @Test
  void kernelWithoutUprobes_isSaid() throws IOException {
    // An instance is a tracefs that has no uprobe_events.
    Path instance =
        Files.createDirectory(Path.of("/sys/kernel/tracing/instances/usdt4j_test_" + SELF));
    try {
      assertRefused(
          inMountNamespace("mount --bind " + instance + " /sys/kernel/tracing"),
          "snoop: this kernel has no uprobe events (CONFIG_UPROBE_EVENTS):"
              + " /sys/kernel/tracing/uprobe_events is missing");
    } finally {
      Files.delete(instance);
    }
  }

  @Test
  void processThatIsGone_isSaid() {
    assertRefused(List.of(), "snoop: no process 999999999", "-p", "999999999");
  }

  @Test
  void processWithoutProbes_isSaid() {
    try (Child sleep = Child.start(new ProcessBuilder("sleep", "600"))) {
      assertRefused(
          List.of(),
          "snoop: process %1$d sleep (root) has no usdt4j probes (snoop doctor %1$d says more): it maps no libjvm.so and so is no JVM; usdt4j is for Java processes"
              .formatted(sleep.pid()),
          "-p",
          Long.toString(sleep.pid()));
    }
  }

  @Test
  void nameThatNobodyHas_isSaid() {
    assertRefused(
        List.of(),
        "snoop: no process with usdt4j probes has no-such-jar in its command line; see snoop --list",
        "-p",
        "no-such-jar");
  }

  @Test
  void wrongOptions_areSaid() {
    assertUsage("whom to follow? -p PID, -p NAME or -p '*'; or --list");
    assertUsage(
        "Invalid value for option '--level': 'loud' is none of trace, debug, info, warn, error, fatal"
            + HELP,
        "-l",
        "loud");
    assertUsage("--buffer is from 1 to 65536, and not 0", "-p", "1", "--buffer", "0");
    assertUsage("Unknown option: '--loud\\u{1b}'" + HELP, "--loud\033");
  }

  @Test
  void listOfAUser_saysThatOnlyTheirProcessesAreSeen() {
    try (SnoopRun snoop = SnoopRun.startBelow(NOBODY, "--list")) {
      assertThat(snoop.child().awaitExit()).isZero();
      assertThat(snoop.errors())
          .isEqualTo(
              "snoop: no process with usdt4j probes; only processes of nobody can be seen, root"
                  + " sees those of all\n");
      assertThat(snoop.lines()).isEmpty();
    }
  }

  @Test
  void listOfARootThatMayNotLookIntoProcesses_saysSo() {
    try (Child sleep =
            Child.start(
                new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "sleep", "600"));
        SnoopRun snoop = SnoopRun.startBelow(WITHOUT_PTRACE, "--list")) {
      assertThat(snoop.child().awaitExit()).isZero();
      assertThat(sleep.isAlive()).isTrue();
      assertThat(snoop.errors())
          .containsPattern(
              "\\d+ processes may not be looked into \\([0-9, .]+\\): this root has no CAP_SYS_PTRACE\n$");
    }
  }

  /** A machine may have processes that no root may look into. */
  @Test
  void hiddenProcesses_haveOneCauseInTheListAndForTheDoctor() {
    for (List<String> prefix : List.of(List.<String>of("env"), WITHOUT_PTRACE)) {
      try (SnoopRun list = SnoopRun.startBelow(prefix, "--list");
          SnoopRun doctor = SnoopRun.startBelow(prefix, "doctor")) {
        list.child().awaitExit();
        doctor.child().awaitExit();

        assertThat(causes(list.errors().lines())).isEqualTo(causes(doctor.lines().stream()));
        assertThat(list.errors().contains("no CAP_SYS_PTRACE"))
            .isEqualTo(prefix.equals(WITHOUT_PTRACE));
      }
    }
  }

  private static List<String> causes(Stream<String> lines) {
    return lines
        .filter(line -> line.contains("may not be looked into"))
        .map(line -> line.substring(line.lastIndexOf(": ")))
        .toList();
  }

  @Test
  void fullBuffer_losesAndCounts() {
    int fired = 60_000;
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.follow(app, "--buffer", "1")) {
      snoop.child().signal("STOP");
      app.blast(2, fired / 2, 1_000_000);
      app.await();
      snoop.child().signal("CONT");
      app.end();
      snoop.child().awaitExit();

      int shown = snoop.lines().size();
      assertThat(shown).isBetween(1, fired - 1);
      assertThat(snoop.errors())
          .contains("events lost so far: the buffer was full; --buffer makes it larger")
          .contains("%d events shown, %d lost".formatted(shown, fired - shown));
    }
  }

  @Test
  void interrupt_whileMoreComesThanCanBeShown_endsSnoop() {
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.followInto(Path.of("/dev/null"), app, "--buffer", "1")) {
      app.blast(4, 100_000_000, 1_000_000_000);
      snoop.awaitError("events lost so far");
      snoop.interrupt();

      assertThat(snoop.errors()).containsPattern("\\d+ events shown, \\d+ lost\n$");
      assertThat(app.raisedSemaphores()).isEmpty();
    }
  }

  private static List<String> inMountNamespace(String command) {
    return List.of("unshare", "--mount", "sh", "-c", command + "; exec \"$@\"", "sh");
  }

  private static void assertRefused(List<String> prefix, String message) {
    assertRefused(prefix, message, "-p", Long.toString(SELF));
  }

  private static void assertRefused(List<String> prefix, String message, String... arguments) {
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, arguments)) {
      assertThat(snoop.child().awaitExit()).isEqualTo(1);
      assertThat(snoop.errors()).isEqualTo(message + "\n");
      assertThat(snoop.lines()).isEmpty();
    }
  }

  private static void assertUsage(String message, String... arguments) {
    try (SnoopRun snoop = SnoopRun.start(arguments)) {
      assertThat(snoop.child().awaitExit()).isEqualTo(2);
      assertThat(snoop.errors()).isEqualTo("snoop: " + message + "\n");
    }
  }
}
