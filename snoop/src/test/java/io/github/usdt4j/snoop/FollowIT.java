package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class FollowIT {
  private static final String TIME = "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}";

  private static TracedApp app;

  @BeforeAll
  static void start() {
    app = TracedApp.start();
    app.mdc("tenant", "zürich 42");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void debugRecord_ofAnInfoProcess_comesOutExactly() {
    try (SnoopRun snoop = SnoopRun.follow(app, "--json", "-c", "1")) {
      app.fail("DEBUG", "com.acme.OrderService", "Bestellung für 😀 \"läuft\" €", "żółć\n\tzwei");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(1);
      assertThat(snoop.lines().get(0))
          .matches(
              "\\{\"pid\":"
                  + app.pid()
                  + ",\"uid\":0,\"user\":\"root\",\"time\":\"20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z\",\"level\":\"debug\".*")
          .contains(
              "\"below\":true,\"logger\":\"com.acme.OrderService\",\"thread\":\"main\","
                  + "\"message\":\"Bestellung für 😀 \\\"läuft\\\" €\","
                  + "\"throwable\":\"java.lang.IllegalStateException: żółć\\n\\tzwei\","
                  + "\"mdc\":{\"tenant\":\"zürich 42\"},"
                  + "\"stack\":\"java.lang.IllegalStateException: żółć\\n\\tzwei\\n\\tat ");
      assertThat(snoop.errors()).contains("1 events shown, none lost");
    }
  }

  @Test
  void prettyRecord_piped_isPlain() {
    try (SnoopRun snoop = SnoopRun.follow(app, "-c", "1")) {
      app.fail("DEBUG", "com.acme.OrderService", "bestellt: €", "weg");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(2);
      assertThat(snoop.lines().get(0))
          .matches(
              TIME
                  + " DEBUG \\[main\\] com\\.acme\\.OrderService: bestellt: € \\{tenant=zürich 42\\}");
      assertThat(snoop.lines().get(1)).isEqualTo("    java.lang.IllegalStateException: weg");
    }
  }

  @Test
  void stack_askedFor_isIndented() {
    try (SnoopRun snoop = SnoopRun.follow(app, "-c", "1", "--stack")) {
      app.fail("WARN", "com.acme.OrderService", "bestellt", "weg");
      snoop.child().awaitExit();

      assertThat(snoop.lines())
          .hasSizeGreaterThan(2)
          .element(2)
          .asString()
          .startsWith("        at ");
    }
  }

  @Test
  void filters_letThroughOnlyWhatMatchesAll() {
    try (SnoopRun snoop =
        SnoopRun.follow(
            app,
            "-l",
            "info",
            "-n",
            "com.acme.*",
            "--mdc",
            "tenant=zürich 42",
            "--grep",
            "'[€]*")) {
      app.log("DEBUG", "com.acme.OrderService", "level '[€]*");
      app.log("INFO", "org.acme.OrderService", "logger '[€]*");
      app.log("INFO", "com.acme.OrderService", "text €");
      app.log("INFO", "com.acme.OrderService", "all of it '[€]*");
      app.mdc("tenant", "zürich 43");
      app.log("INFO", "com.acme.OrderService", "mdc '[€]*");
      app.mdc("tenant", "zürich 42");
      app.log("ERROR", "com.acme.deep.Service", "again '[€]*");
      snoop.awaitLines(2);
      snoop.interrupt();

      assertThat(snoop.lines()).hasSize(2);
      assertThat(snoop.lines().get(0)).contains("all of it");
      assertThat(snoop.lines().get(1)).contains("again");
    }
  }

  @Test
  void duration_over_endsAndLowersTheSemaphores() {
    SnoopRun snoop = SnoopRun.of("-p", Long.toString(app.pid()), "-d", "1");

    assertThat(snoop.lines()).isEmpty();
    assertThat(app.raisedSemaphores()).isEmpty();
    assertThat(TracefsState.ofPids(List.of(snoop.child().pid()))).isEmpty();
  }

  @Test
  void interrupt_lowersTheSemaphores() {
    try (SnoopRun snoop = SnoopRun.follow(app)) {
      assertThat(app.raisedSemaphores()).contains("log:debug 1", "log:debug_json 1");
      snoop.interrupt();

      assertThat(app.raisedSemaphores()).isEmpty();
    }
  }
}
