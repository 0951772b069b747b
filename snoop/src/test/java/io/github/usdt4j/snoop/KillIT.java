package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class KillIT {
  private static final int ROUNDS = 25;
  private static final int AT_ONCE = 4;
  private static final int LONGEST_LIFE_MILLIS = 1000;

  @Test
  void hundredKills_atAnyMoment_leaveTheProcessUnharmed() throws InterruptedException {
    Random random = new Random(42);
    List<Long> pids = new ArrayList<>();
    try (TracedApp app = TracedApp.start()) {
      // Fires all the time, with and without somebody attached.
      app.blast(2, 1_000_000, 2_000);
      for (int round = 0; round < ROUNDS; round++) {
        List<SnoopRun> runs = new ArrayList<>();
        try {
          for (int i = 0; i < AT_ONCE; i++) {
            runs.add(SnoopRun.start("-p", Long.toString(app.pid())));
          }
          for (SnoopRun run : runs) {
            pids.add(run.child().pid());
            // What is tested: a kill at any moment of a life.
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS / AT_ONCE));
            run.kill();
          }
        } finally {
          runs.forEach(SnoopRun::close);
        }
      }

      awaitNothingAttached(app);
      Await.until(
          () -> "nothing left in tracefs; there is " + TracefsState.ofPids(pids),
          () -> TracefsState.ofPids(pids).isEmpty());
      assertThat(app.child().isAlive()).isTrue();
      try (SnoopRun next = SnoopRun.follow(app, "-c", "100")) {
        assertThat(next.child().awaitExit()).isZero();
        assertThat(next.lines()).hasSize(100);
      }
      awaitNothingAttached(app);
    }
  }

  @Test
  void kill_ofTheGuardianToo_isCleanedUpByTheNextRun() {
    try (TracedApp app = TracedApp.start();
        SnoopRun run = SnoopRun.follow(app)) {
      ProcessHandle guardian =
          ProcessHandle.of(run.child().pid()).orElseThrow().children().findFirst().orElseThrow();
      guardian.destroyForcibly();
      Await.until(() -> "the end of the guardian", () -> !guardian.isAlive());
      run.kill();
      List<Long> pids = List.of(run.child().pid());
      assertThat(TracefsState.ofPids(pids)).isNotEmpty();
      assertThat(app.raisedSemaphores()).isNotEmpty();

      SnoopRun.of("-p", Long.toString(app.pid()), "-d", "0");

      assertThat(TracefsState.ofPids(pids)).isEmpty();
      assertThat(app.raisedSemaphores()).isEmpty();
    }
  }

  private static void awaitNothingAttached(TracedApp app) {
    Await.until(
        () -> "zero semaphores; raised: " + app.raisedSemaphores(),
        () -> app.raisedSemaphores().isEmpty());
  }
}
