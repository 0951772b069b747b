package io.github.usdt4j.snoop;

import static io.github.usdt4j.snoop.NativeApp.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each user can start a process with any name: whose it is has to be seen, and to be chosen. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"setpriv", "cc"})
class OwnersIT {
  /** Of nobody in /etc/passwd. */
  private static final long STRANGER = 4_000_123;

  private static final long PID = ProcessHandle.current().pid();
  private static final String NAME = "orders-" + PID;

  @RegisterExtension static final NativeApp.Home HOME = new NativeApp.Home();

  @Test
  void owner_isInTheListInTheMessageAndInEachRecord() {
    try (NativeApp app = HOME.start(STRANGER, NAME);
        SnoopRun snoop = start("-p", pid(app), "--json", "-c", "1")) {
      snoop.awaitError("following %d native_app (%d): log:info".formatted(app.pid(), STRANGER));
      app.ask(
          "fire {\"user\":\"root\",\"uid\":0,\"pid\":1,\"message\":\"m\",\"mdc\":{\"user\":\"u\"}}");
      snoop.child().awaitExit();

      assertThat(snoop.lines())
          .containsExactly(
              "{\"pid\":%d,\"uid\":%d,\"user\":\"%d\",\"message\":\"m\",\"mdc\":{\"user\":\"u\"}}"
                  .formatted(app.pid(), STRANGER, STRANGER));
      assertThat(SnoopRun.of("--list", "-p", pid(app)).lines().get(0))
          .isEqualTo("%d native_app (%d)".formatted(app.pid(), STRANGER));
    }
    try (NativeApp app = HOME.start(0, NAME)) {
      assertThat(SnoopRun.of("--list", "-p", pid(app)).lines().get(0))
          .isEqualTo("%d native_app (root)".formatted(app.pid()));
    }
  }

  @Test
  void name_ofProcessesOfTwoUsers_isAskedBack() {
    try (NativeApp own = HOME.start(0, NAME);
        NativeApp forged = HOME.start(STRANGER, NAME);
        SnoopRun snoop = start("-p", NAME)) {
      assertThat(snoop.child().awaitExit()).isEqualTo(2);
      assertThat(snoop.errors().lines())
          .containsExactly(
              "snoop: processes of several users are meant, and each user can choose the names of"
                  + " their own: say whose with --user NAME, or --all-users",
              "snoop:   %d native_app (root)".formatted(own.pid()),
              "snoop:   %d native_app (%d)".formatted(forged.pid(), STRANGER));
      assertThat(snoop.lines()).isEmpty();

      List<String> listed = SnoopRun.of("--list", "-p", NAME).lines();
      assertThat(listed).contains("%d native_app (root)".formatted(own.pid()));
      assertThat(listed).contains("%d native_app (%d)".formatted(forged.pid(), STRANGER));
      assertThat(SnoopRun.of("--list", "--user", "root", "-p", NAME).lines())
          .noneMatch(line -> line.startsWith(pid(forged)));
    }
  }

  @Test
  void script_forProcessesOfTwoUsers_isAskedBack() {
    try (NativeApp own = HOME.start(0, NAME);
        NativeApp forged = HOME.start(STRANGER, NAME);
        SnoopRun snoop = start("-p", NAME, "--script", "bpftrace")) {
      assertThat(snoop.child().awaitExit()).isEqualTo(2);
      assertThat(snoop.errors()).contains(own.pid() + " ", forged.pid() + " ");
      assertThat(snoop.lines()).isEmpty();
    }
  }

  @Test
  void user_chosen_isFollowedAlone() {
    for (String user : List.of("root", "0")) {
      try (NativeApp own = HOME.start(0, NAME);
          NativeApp forged = HOME.start(STRANGER, NAME);
          SnoopRun snoop = start("-p", NAME, "--user", user, "-c", "1")) {
        snoop.awaitError("following " + own.pid());
        forged.fire("forged");
        own.fire("own");
        snoop.child().awaitExit();

        assertThat(snoop.lines()).hasSize(1).first().asString().endsWith(": own");
        assertThat(snoop.errors()).doesNotContain(pid(forged));
      }
    }
  }

  @Test
  void allUsers_asked_areFollowedAndNamed() {
    try (NativeApp own = HOME.start(0, NAME);
        NativeApp other = HOME.start(STRANGER, NAME);
        SnoopRun snoop = start("-p", NAME, "--all-users", "-c", "2")) {
      snoop.awaitError("following " + own.pid());
      snoop.awaitError("following " + other.pid());
      own.fire("one");
      other.fire("two");
      snoop.child().awaitExit();

      assertThat(snoop.lines().get(0)).contains(" " + own.pid() + " root INFO ").endsWith(": one");
      assertThat(snoop.lines().get(1))
          .contains(" " + other.pid() + " " + STRANGER + " INFO ")
          .endsWith(": two");
    }
  }

  @Test
  void processOfAnotherUser_thatComesLater_isNotJoinedAndSaidOnce() {
    try (NativeApp own = HOME.start(0, NAME);
        SnoopRun snoop = start("-p", NAME, "-c", "2")) {
      snoop.awaitError("following " + own.pid());
      own.fire("one");
      snoop.awaitLines(1);
      try (NativeApp first = HOME.start(STRANGER, NAME);
          NativeApp second = HOME.start(STRANGER, NAME)) {
        snoop.awaitError(
            " native_app (%d) is of another user and not followed; --user %d or --all-users does"
                .formatted(STRANGER, STRANGER));
        first.fire("forged");
        second.fire("forged");
        own.fire("two");
        snoop.child().awaitExit();

        assertThat(snoop.lines()).hasSize(2).last().asString().endsWith(": two");
        assertThat(snoop.errors()).containsOnlyOnce("is of another user");
      }
    }
  }

  @Test
  void process_thatBecomesAnotherUsers_isNotFollowedByNameAnyMore() {
    try (NativeApp app = HOME.start(0, NAME);
        NativeApp other = HOME.start(0, NAME);
        SnoopRun snoop = start("-p", NAME, "--json", "-c", "2")) {
      snoop.awaitError("following " + app.pid());
      snoop.awaitError("following " + other.pid());
      app.fire("before");
      snoop.awaitLines(1);
      app.ask("user " + STRANGER);
      snoop.awaitError(
          app.pid()
              + " native_app (root) belongs to another user now, and is not followed any more");
      app.fire("after");
      other.fire("end");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(2);
      assertThat(snoop.lines().get(0)).contains("\"uid\":0,\"user\":\"root\"", "before");
      assertThat(snoop.lines().get(1)).contains("end");
    }
  }

  @Test
  void process_thatWasNamedById_isFollowedUnderItsNewUser() {
    try (NativeApp app = HOME.start(0, NAME);
        SnoopRun snoop = start("-p", pid(app), "--json", "-c", "1")) {
      snoop.awaitError("following " + app.pid());
      app.ask("user " + STRANGER);
      snoop.awaitError("native_app (root) belongs to %d now".formatted(STRANGER));
      app.ask("fire " + record("after"));
      snoop.child().awaitExit();

      assertThat(snoop.lines().get(0)).contains("\"uid\":" + STRANGER, "after");
    }
  }

  @Test
  void process_ofAnotherThanTheUser_isRefused() {
    try (NativeApp app = HOME.start(STRANGER, NAME);
        SnoopRun snoop = start("-p", pid(app), "--user", "root")) {
      assertThat(snoop.child().awaitExit()).isEqualTo(1);
      assertThat(snoop.errors())
          .isEqualTo(
              "snoop: process %d (native_app) belongs to %d, who is not the --user\n"
                  .formatted(app.pid(), STRANGER));
    }
  }

  private static SnoopRun start(String... arguments) {
    return SnoopRun.start(arguments);
  }

  private static String pid(NativeApp app) {
    return Long.toString(app.pid());
  }
}
