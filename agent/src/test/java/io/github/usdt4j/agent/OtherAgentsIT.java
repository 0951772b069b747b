package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that something else observes already: it is attached to, and left, as any other. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
final class OtherAgentsIT {
  /** It rewrites classes of Logback, and its exporters would want servers. */
  private static final String[] OPEN_TELEMETRY = {
    "-javaagent:" + System.getProperty("opentelemetry.agent"),
    "-Dotel.traces.exporter=none",
    "-Dotel.metrics.exporter=none",
    "-Dotel.logs.exporter=none",
    "-Dotel.javaagent.logging=none"
  };

  @Test
  void bridge_besideAFlightRecording_comesAndGoes() {
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      assertComesAndGoes(
          new LogbackAttachIT()
              .jvm()
              .options(
                  "-XX:StartFlightRecording=settings=profile,filename="
                      + directory.path().resolve("recording.jfr")));
    }
  }

  @Test
  void bridge_besideOpenTelemetrysAgent_comesAndGoes() {
    assertComesAndGoes(new LogbackAttachIT().jvm().options(OPEN_TELEMETRY));
  }

  private static void assertComesAndGoes(Jvm jvm) {
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");
      for (int round = 0; round < 2; round++) {
        assertThat(app.usdt4j("attach", List.of())).contains("status 0");

        List<String> seen =
            app.snooped(
                LogbackAttachIT.EVENTS.size(),
                () -> assertThat(app.tell("log")).isEqualTo(console));

        assertThat(seen).isEqualTo(LogbackAttachIT.EVENTS);
        assertThat(app.usdt4j("detach", List.of())).contains("status 0");
        app.awaitState(AttachContract::isLeft);
      }
      assertThat(app.tell("log")).isEqualTo(console);
    }
  }
}
