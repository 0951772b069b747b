package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code usdt4j attach} is killed at random moments: the process is as it was or has a whole
 * bridge, and what comes after works. {@code tools/kill-attach} does so more often.
 */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = "timeout")
final class AttachKillIT {
  private static final int PROCESSES = 5;

  /** A process's first attach is another one than those that follow. */
  private static final int KILLS = 2;

  /** The status of a process that SIGKILL has ended. */
  private static final int KILLED = 128 + 9;

  private static final double NANOS_OF_SECOND = 1e9;

  private TemporaryDirectory directory;

  /** How long the quickest attach has taken so far: what is killed later has mostly ended. */
  private long attachNanos;

  @BeforeEach
  void measure() {
    directory = new TemporaryDirectory();
    try (AttachedApp app = app()) {
      long begin = System.nanoTime();
      app.usdt4j("attach", List.of());
      attachNanos = System.nanoTime() - begin;
    }
  }

  @AfterEach
  void removeDirectory() {
    directory.close();
  }

  @Test
  void attach_killedAtAnyMoment_leavesNothingOrAWholeBridge() {
    RandomCases.check(PROCESSES, this::kill);
  }

  private void kill(RandomGenerator random) throws Exception {
    try (AttachedApp app = app()) {
      List<String> console = app.tell("log");
      for (int kills = 0; kills < KILLS; ) {
        if (attachFor(random.nextDouble() * attachNanos, app) == KILLED) {
          kills++;
        }
        // The JVM answers one command after another: the agent has ended what it had begun.
        boolean isAttached = !app.status().isEmpty();
        System.out.println(kills + " killed; the process has " + (isAttached ? "it" : "nothing"));
        assertThat(app.tell("log")).isEqualTo(console);
        if (isAttached) {
          assertWhole(app, console);
        } else {
          app.awaitState(AttachContract::isLeft);
        }
      }
      assertThat(app.usdt4j("attach", List.of())).contains("status 0");
      assertWhole(app, console);
      try (Stream<Path> left = Files.list(directory.path())) {
        assertThat(left).isEmpty();
      }
    }
  }

  /** Attaches, kills the command after that time, and returns its status. */
  private int attachFor(double nanos, AttachedApp app) {
    String seconds = String.format(Locale.ROOT, "%.6f", nanos / NANOS_OF_SECOND);
    long begin = System.nanoTime();
    try (Child attach =
        Child.start(
            new ProcessBuilder(
                "timeout",
                "--signal=KILL",
                seconds,
                AttachedApp.COMMAND,
                "attach",
                Long.toString(app.pid())))) {
      int status = attach.awaitExit();
      if (status != KILLED) {
        attachNanos = Math.min(attachNanos, System.nanoTime() - begin);
      }
      return status;
    }
  }

  private static void assertWhole(AttachedApp app, List<String> console) throws IOException {
    assertThat(app.status()).contains("context: Logback 'default': attached\n");
    assertThat(
            app.snooped(
                LogbackAttachIT.EVENTS.size(),
                () -> assertThat(app.tell("log")).isEqualTo(console)))
        .isEqualTo(LogbackAttachIT.EVENTS);
    assertThat(app.load(AgentArguments.DETACH, Map.of()))
        .doesNotContainKeys(Agent.STATUS, Agent.FAILURE);
    assertThat(app.tell("log")).isEqualTo(console);
    app.awaitState(AttachContract::isLeft);
  }

  private AttachedApp app() {
    return new AttachedApp(new LogbackAttachIT().jvm().directory(directory.path()));
  }
}
