package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.usdt4j.agent.programs.LogbackApp;
import io.github.usdt4j.testsupport.Jvm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class LogbackAttachIT extends AttachContract {
  static final List<String> EVENTS =
      List.of(
          "DEBUG [main] com.acme.Orders: plain {tenant=acme}",
          "DEBUG [main] com.acme.Orders: parametrised 1 {tenant=acme}",
          "DEBUG [main] com.acme.Orders: parametrised 1 2 3 {tenant=acme}",
          "DEBUG [main] com.acme.Orders: guarded {tenant=acme}",
          "DEBUG [main] com.acme.Orders: fluent 1 {tenant=acme, limit=5}",
          "INFO  [main] com.acme.Orders: info {tenant=acme}");

  @Override
  Jvm jvm() {
    return Jvm.main(LogbackApp.class)
        .quickToStart()
        .classPath(
            Jvm.locationOf(LogbackApp.class),
            Jvm.locationOf(LoggerContext.class),
            Jvm.locationOf(Context.class),
            Jvm.locationOf(Logger.class))
        .property("logback.configurationFile", "app-logback.xml");
  }

  @Override
  List<String> events() {
    return EVENTS;
  }

  @Override
  String framework() {
    return "Logback ";
  }

  @Test
  void bridge_inAContextThatIsStoppedAndConfiguredAgain_isThereAtOnce() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      List<String> console = app.tell("log");
      app.usdt4j("attach", List.of());

      List<String> seen =
          app.snooped(
              2 * EVENTS.size(),
              () -> {
                assertThat(app.tell("startAgainAndLog")).isEqualTo(console);
                // Where the first ones were not seen, these are instead, and are not enough.
                assertThat(app.tell("log")).isEqualTo(console);
              });

      assertThat(seen).isEqualTo(Stream.of(EVENTS, EVENTS).flatMap(List::stream).toList());
      assertThat(app.usdt4j("detach", List.of())).contains("status 0");
      app.awaitState(AttachContract::isLeft);
    }
  }

  @Test
  void detach_afterTheProgramHasStoppedItsContext_leavesNothing() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      app.usdt4j("attach", List.of());
      app.tell("stop");

      assertThat(app.usdt4j("detach", List.of())).contains("status 0");

      app.awaitState(AttachContract::isLeft);
    }
  }
}
