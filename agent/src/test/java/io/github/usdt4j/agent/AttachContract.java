package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the agent does with a program of one framework that was started with nothing of ours. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
abstract class AttachContract {
  private static final int ROUNDS = 50;

  /** How often a process is attached to before it has all that it cannot give back. */
  private static final int FIRST_ROUNDS = 2;

  /** How many mappings one copy of the native library has; the first copy stays. */
  private static final int MAPPINGS = 5;

  /** Returns the program. */
  abstract Jvm jvm();

  /** Returns what the program's {@code log} shows to a tracer. */
  abstract List<String> events();

  /** Returns the name of the program's framework, as {@code usdt4j status} tells it. */
  abstract String framework();

  /** Waits until a tracer that has attached sees what is below the level. */
  void awaitSeen(AttachedApp app) {}

  @Test
  void attach_runningProgram_showsDebugAndLeavesTheConsole() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      List<String> console = app.tell("log");

      List<String> said = app.usdt4j("attach", List.of("--mdc-args", "tenant"));

      assertThat(said)
          .contains("options: mdcArgs=tenant", "status 0")
          .anyMatch(
              line -> line.startsWith("context: " + framework()) && line.endsWith(": attached"));
      assertThat(snooped(app, () -> assertThat(app.tell("log")).isEqualTo(console)))
          .isEqualTo(events());
      assertThat(app.usdt4j("status", List.of())).isEqualTo(said);
    }
  }

  @Test
  void bridge_afterTheProgramReconfigures_isThereAgain() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      List<String> console = app.tell("log");
      app.usdt4j("attach", List.of());

      List<String> seen =
          snooped(
              app,
              () -> {
                app.tell("reconfigure");
                awaitSeen(app);
                assertThat(app.tell("log")).isEqualTo(console);
              });

      assertThat(seen).isEqualTo(events());
    }
  }

  @Test
  void detach_afterAttach_leavesNoThreadLoaderBeanOrProperty() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      List<String> console = app.tell("log");
      app.usdt4j("attach", List.of());
      snooped(app, () -> app.tell("log"));
      assertThat(app.state()).contains("beans=1").doesNotContain("threads=0", "loaders=0");

      assertThat(app.usdt4j("detach", List.of()))
          .containsExactly("detached from " + app.pid(), "status 0");

      // An idle application logs nothing more that would have its framework let go.
      app.awaitState(state -> isLeft(state) && state.contains("libraries=" + MAPPINGS));
      assertThat(app.tell("log")).isEqualTo(console);
      assertThat(app.usdt4j("detach", List.of()))
          .containsExactly(
              "usdt4j: the process has no bridge that the agent has brought; usdt4j attach brings it",
              "status 1");
    }
  }

  @Test
  void rounds_fiftyOfThem_growNothing() throws Exception {
    try (AttachedApp app = new AttachedApp(jvm())) {
      String before = "";
      AttachedApp.Memory attached = null;
      for (int round = 0; round < ROUNDS; round++) {
        if (round == FIRST_ROUNDS) {
          app.awaitState(state -> isLeft(state) && state.contains("libraries=" + MAPPINGS));
          before = app.state();
        }
        assertThat(app.load(AgentArguments.ATTACH, Map.of()))
            .containsKey(Agent.STATUS)
            .doesNotContainKey(Agent.FAILURE);
        app.tell("log");
        if (round == FIRST_ROUNDS) {
          attached = app.memory();
        }
        assertThat(app.load(AgentArguments.DETACH, Map.of()))
            .doesNotContainKeys(Agent.STATUS, Agent.FAILURE);
        app.tell("log");
      }

      app.awaitState(before::equals);
      // All rounds together leave less than one bridge takes.
      AttachedApp.Memory after = app.memory();
      assertThat(after.heap()).isLessThan(attached.heap());
      assertThat(after.metaspace()).isLessThan(attached.metaspace());
    }
  }

  private List<String> snooped(AttachedApp app, Runnable action) {
    return app.snooped(
        events().size(),
        () -> {
          awaitSeen(app);
          action.run();
        });
  }

  static boolean isLeft(String state) {
    return List.of("threads=0", "beans=0", "loaders=0", "properties=0").stream()
        .allMatch(state::contains);
  }

  @Test
  void attach_withAnOptionThatThereIsNot_undoesItselfAndSaysSo() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      List<String> said = app.usdt4j("attach", List.of("--colour", "red"));

      assertThat(said.get(0)).startsWith("usdt4j: there is no option colour; there are ");
      assertThat(said.get(1)).isEqualTo("status 1");
      app.awaitState(AttachContract::isLeft);
      assertThat(app.usdt4j("attach", List.of())).contains("status 0");
    }
  }

  @Test
  void javaAgent_fromTheStart_showsDebugAndLeavesTheConsole() {
    List<String> start;
    List<String> console;
    try (AttachedApp plain = new AttachedApp(jvm())) {
      start = plain.startLines();
      console = plain.tell("log");
    }
    try (AttachedApp app = new AttachedApp(withAgent("=mdcArgs=tenant;provider=orders"))) {
      assertThat(app.startLines()).isEqualTo(start);
      app.awaitStatus("context: " + framework(), ": attached\n");

      assertThat(app.status())
          .contains("by: -javaagent\n", "options: mdcArgs=tenant;provider=orders\n");
      assertThat(snooped(app, () -> assertThat(app.tell("log")).isEqualTo(console)))
          .isEqualTo(events());
      assertThat(app.usdt4j("detach", List.of())).contains("status 0");
      assertThat(app.tell("log")).isEqualTo(console);
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  void javaAgent_probesAreSwitchedOff_saysSoInItsStatusAlone() {
    List<String> start;
    List<String> console;
    try (AttachedApp plain = new AttachedApp(jvm())) {
      start = plain.startLines();
      console = plain.tell("log");
    }
    try (AttachedApp app = new AttachedApp(withAgent("").property("usdt4j.disable", true))) {
      app.awaitStatus("problem: no USDT probes: switched off by usdt4j.disable=true; ");

      assertThat(app.startLines()).isEqualTo(start);
      assertThat(app.tell("log")).isEqualTo(console);
      assertThat(app.state()).contains("beans=0", "libraries=0", "images=0");
    }
  }

  @Test
  void javaAgent_withAnOptionThatThereIsNot_saysSoAndTheProgramStarts() {
    try (AttachedApp app = new AttachedApp(withAgent("=colour=red"))) {
      assertThat(app.startLines().get(0))
          .startsWith("usdt4j-agent: not attached: there is no option colour; there are ");
      assertThat(app.tell("log")).isNotEmpty();
      app.awaitState(AttachContract::isLeft);
    }
  }

  private Jvm withAgent(String options) {
    return jvm().options("-javaagent:" + AttachedApp.JAR + options);
  }
}
