package io.github.usdt4j.snoop;

import static io.github.usdt4j.snoop.NativeApp.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pid alone does not say which process, nor which program, has fired. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = "cc")
class ForkAndExecIT {
  private static final String NAME = "fork-" + ProcessHandle.current().pid();

  @RegisterExtension static final NativeApp.Home HOME = new NativeApp.Home();

  @Test
  void child_ofANamedProcess_isShownOnceUnderItsOwnPid() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = SnoopRun.start("-p", NAME, "--json")) {
      snoop.awaitError("following " + app.pid());
      long child = app.fork();
      // Before snoop has had a look at it, and after.
      app.ask("child fire " + record("c1"));
      snoop.awaitError("following " + child);
      app.ask("child fire " + record("c2"));
      app.fire("p1");
      snoop.awaitLines(3);
      snoop.interrupt();

      assertThat(snoop.lines()).hasSize(3);
      assertThat(snoop.lines().get(0)).contains("\"pid\":" + child + ",", "\"c1\"");
      assertThat(snoop.lines().get(1)).contains("\"pid\":" + child + ",", "\"c2\"");
      assertThat(snoop.lines().get(2)).contains("\"pid\":" + app.pid() + ",", "\"p1\"");
    }
  }

  @Test
  void child_thatIsThereAtTheStart_isShownOnce() {
    try (NativeApp app = HOME.start(0, NAME)) {
      long child = app.fork();
      try (SnoopRun snoop = SnoopRun.start("-p", NAME, "--json")) {
        snoop.awaitError("following " + app.pid());
        snoop.awaitError("following " + child);
        app.ask("child fire " + record("c1"));
        app.fire("p1");
        snoop.awaitLines(2);
        snoop.interrupt();

        assertThat(snoop.lines()).hasSize(2);
        assertThat(snoop.lines().get(0)).contains("\"pid\":" + child + ",", "\"c1\"");
        assertThat(snoop.lines().get(1)).contains("\"pid\":" + app.pid() + ",", "\"p1\"");
      }
    }
  }

  @Test
  void child_ofAProcessThatWasNamedById_isNotShown() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = SnoopRun.start("-p", Long.toString(app.pid()), "--json", "-c", "1")) {
      snoop.awaitError("following " + app.pid());
      app.fork();
      app.ask("child fire " + record("c1"));
      app.fire("p1");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(1).first().asString().contains("\"p1\"");
    }
  }

  @Test
  void child_thatWasNamedById_isShownWithoutItsParent() {
    try (NativeApp app = HOME.start(0, NAME)) {
      long child = app.fork();
      try (SnoopRun snoop = SnoopRun.start("-p", Long.toString(child), "--json", "-c", "1")) {
        snoop.awaitError("following " + child);
        app.fire("p1");
        app.ask("child fire " + record("c1"));
        snoop.child().awaitExit();

        assertThat(snoop.lines()).hasSize(1);
        assertThat(snoop.lines().get(0)).contains("\"pid\":" + child + ",", "\"c1\"");
      }
    }
  }

  @Test
  void child_thatHasEndedAtOnce_isNotTakenForItsParent() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = SnoopRun.start("-p", Long.toString(app.pid()), "--json")) {
      snoop.awaitError("following " + app.pid());
      for (int i = 0; i < 20; i++) {
        app.ask("fork-fire " + record("c" + i));
      }
      app.ask("thread-fire " + record("t1"));
      app.fire("p1");
      snoop.awaitLines(2);
      snoop.interrupt();

      assertThat(snoop.lines()).hasSize(2);
      assertThat(snoop.lines().get(0)).contains("\"pid\":" + app.pid() + ",", "\"t1\"");
      assertThat(snoop.lines().get(1)).contains("\"pid\":" + app.pid() + ",", "\"p1\"");
    }
  }

  @Test
  void program_afterExec_isFollowedAnew() {
    for (String who : List.of("pid", NAME)) {
      try (NativeApp app = HOME.start(0, NAME);
          SnoopRun snoop =
              SnoopRun.start("-p", who.equals("pid") ? Long.toString(app.pid()) : who)) {
        snoop.awaitError("following " + app.pid());
        app.fire("first");
        snoop.awaitLines(1);
        assertThat(app.ask("exec")).isEqualTo("ready");
        snoop.awaitError(app.pid() + " native_app (root) runs another program now");
        snoop.awaitErrors("following " + app.pid(), 2);
        app.fire("second");
        snoop.awaitLines(2);
        snoop.interrupt();

        assertThat(snoop.lines()).hasSize(2);
        assertThat(snoop.lines().get(1)).endsWith(": second");
      }
    }
  }

  @Test
  void program_withoutProbesAfterExec_isSaidAndEndsWithTheProcess() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = SnoopRun.start("-p", Long.toString(app.pid()))) {
      snoop.awaitError("following " + app.pid());
      app.ask("exec-other");
      snoop.awaitError(app.pid() + " native_app (root) runs another program now");
      assertThat(snoop.child().isAlive()).isTrue();
      app.end();

      assertThat(snoop.child().awaitExit()).isZero();
      assertThat(snoop.errors()).contains(app.pid() + " native_app (root) has ended");
    }
  }

  @Test
  void program_thatIsNotMeantAnyMore_endsSnoop() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = SnoopRun.start("-p", NAME)) {
      snoop.awaitError("following " + app.pid());
      app.ask("exec-other");

      assertThat(snoop.child().awaitExit()).isZero();
      assertThat(snoop.errors()).contains("native_app (root) runs another program now");
    }
  }
}
