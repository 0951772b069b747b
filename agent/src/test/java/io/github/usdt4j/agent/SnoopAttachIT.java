package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code snoop -p PID --attach}: the bridge is there while snoop follows, and gone afterwards. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
final class SnoopAttachIT {
  private AttachedApp app;

  @BeforeEach
  void start() {
    app = new AttachedApp(new LogbackAttachIT().jvm());
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void snoop_untilItsCount_showsEventsAndDetaches() {
    List<String> console = app.tell("log");
    try (Child snoop = snoop("-c", "6", "-n", "com.acme.*")) {
      snoop.awaitLine("following");
      assertThat(app.status()).contains("by: root, by snoop\n");

      assertThat(app.tell("log")).isEqualTo(console);

      assertThat(snoop.awaitExit()).isZero();
      assertThat(snoop.lines())
          .contains(
              "snoop: context: Logback 'default': attached",
              "snoop: by: root, by snoop",
              "snoop: detached from " + app.pid())
          .anyMatch(line -> line.endsWith("fluent 1 {tenant=acme, limit=5}"));
    }
    assertLeft(console);
  }

  @Test
  void snoop_interrupted_detaches() {
    List<String> console = app.tell("log");
    try (Child snoop = snoop()) {
      snoop.awaitLine("following");

      snoop.interrupt();

      assertThat(snoop.lines()).contains("snoop: detached from " + app.pid());
    }
    assertLeft(console);
  }

  @Test
  void snoop_interruptedWhileItAttaches_detaches() {
    List<String> console = app.tell("log");
    try (Child snoop = snoop()) {
      // Its first line comes when it has attached; the signal may come at any time before or after.
      app.awaitStatus("context: ");
      snoop.interrupt();
    }
    assertLeft(console);
  }

  @Test
  void snoop_processHasTheBridge_usesItAndLeavesIt() {
    app.usdt4j("attach", List.of());
    String before = app.status();
    try (Child snoop = snoop("-c", "1", "-l", "info")) {
      assertThat(snoop.awaitLine("bridge"))
          .isEqualTo("snoop: process " + app.pid() + " has the bridge already, and keeps it");
      snoop.awaitLine("following");
      app.tell("log");
      assertThat(snoop.awaitExit()).isZero();
    }
    assertThat(app.status()).isEqualTo(before);
  }

  @Test
  void snoop_processThatEnds_endsToo() {
    try (Child snoop = snoop()) {
      snoop.awaitLine("following");

      app.close();

      assertThat(snoop.awaitExit()).isZero();
      assertThat(snoop.text()).doesNotContain("there is no process");
    }
  }

  @Test
  void snoop_whatCannotBeAttachedTo_isRefused() {
    try (Child sleep = Child.start(new ProcessBuilder("sleep", "600"));
        Child snoop = AttachedApp.snoop("-p", Long.toString(sleep.pid()), "--attach")) {
      assertThat(snoop.awaitExit()).isEqualTo(1);
      assertThat(snoop.text())
          .isEqualTo(
              "snoop: process "
                  + sleep.pid()
                  + " is no JVM: it maps no libjvm.so; name the id of its java process");
    }
    for (String whom : List.of("*", "orders", "1,2")) {
      try (Child snoop = AttachedApp.snoop("-p", whom, "--attach")) {
        assertThat(snoop.awaitExit()).isEqualTo(2);
        assertThat(snoop.text()).contains("--attach is for following one process");
      }
    }
  }

  private Child snoop(String... more) {
    List<String> arguments = new ArrayList<>(List.of("-p", Long.toString(app.pid()), "--attach"));
    arguments.addAll(List.of(more));
    return AttachedApp.snoop(arguments.toArray(String[]::new));
  }

  private void assertLeft(List<String> console) {
    assertThat(app.tell("log")).isEqualTo(console);
    app.awaitState(AttachContract::isLeft);
  }
}
