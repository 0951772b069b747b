package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments as another user would make them, for snoop that root runs. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"setpriv", "python3"})
class HostileArgumentsIT {
  /** Of nobody in /etc/passwd. */
  private static final int STRANGER = 4_000_125;

  private static final int PROCESSES = 400;

  /** Less than what the arguments of all processes would take. */
  private static final String SMALL_HEAP = "_JAVA_OPTIONS=-Xmx32m";

  private static final String NAME = "-Dshop=far-behind-" + ProcessHandle.current().pid();

  @TempDir private Path directory;

  @Test
  void veryLongArgumentsOfVeryManyProcesses_areNotKept() {
    try (Child children = start(PROCESSES);
        SnoopRun snoop =
            SnoopRun.startBelow(
                List.of("env", SMALL_HEAP), "--list", "--user", Integer.toString(STRANGER))) {
      assertThat(children.isAlive()).isTrue();
      assertThat(snoop.child().awaitExit()).as(snoop.errors()).isZero();
      // What takes too long on this machine is left out, and said.
      assertThat(snoop.lines().stream().filter(line -> line.endsWith(" (%d)".formatted(STRANGER))))
          .hasSizeGreaterThan(snoop.errors().contains("left out") ? 0 : PROCESSES - 1)
          .allMatch(line -> line.length() < 120);
    }
  }

  @Test
  void name_farBehindInTheArguments_isFound() {
    try (Child children = start(1)) {
      assertThat(children.isAlive()).isTrue();
      List<String> lines = SnoopRun.of("--list", "-p", NAME).lines();

      assertThat(lines).hasSize(2);
      assertThat(lines.get(1)).isEqualTo("  status: usdt4j 0.1.0 no-op: why not");
    }
  }

  /**
   * Starts processes with many arguments, most of them bytes of no meaning, each with a status;
   * they end with the first of them.
   */
  private Child start(int count) {
    Child.run("chown", Integer.toString(STRANGER), directory.toString());
    Child child =
        Child.start(
            new ProcessBuilder(
                OtherUser.command(
                    STRANGER,
                    "/usr/bin/python3",
                    "-c",
                    """
                import os, sys
                os.chdir(sys.argv[1])
                os.execv(sys.executable, [b"python3", b"-c", sys.argv[2].encode(), b"\\x80" * 70000,
                                          sys.argv[3].encode(), sys.argv[4].encode()])
                """,
                    directory.toString(),
                    """
                import ctypes, os, signal, sys
                PR_SET_PDEATHSIG = 1
                parent = os.getpid()
                for i in range(int(sys.argv[3])):
                    if os.fork() == 0:
                        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
                        status = os.open(f"usdt4j-{i}.status", os.O_RDWR | os.O_CREAT)
                        os.write(status, b"usdt4j-status 1 pid %d start 1\\nversion: 0.1.0\\n"
                                 b"backend: no-op\\nreason: why not\\n" % os.getpid())
                        os.unlink(f"usdt4j-{i}.status")
                        print("made", flush=True)
                        while True:
                            signal.pause()
                signal.pause()
                """,
                    NAME,
                    Integer.toString(count))));
    Await.until(
        () -> count + " processes of " + child.text(),
        () -> child.lines().size() >= count || !child.isAlive());
    return child;
  }
}
