package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.agent.programs.Log4jApp;
import io.github.usdt4j.testsupport.Jvm;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

final class Log4jAttachIT extends AttachContract {
  static final List<String> EVENTS =
      List.of(
          "DEBUG [main] com.acme.Orders: plain {tenant=acme}",
          "DEBUG [main] com.acme.Orders: parametrised 1 {tenant=acme}",
          "DEBUG [main] com.acme.Orders: parametrised 1 2 3 {tenant=acme}",
          "DEBUG [main] com.acme.Orders: guarded {tenant=acme}",
          "DEBUG [main] com.acme.Orders: fluent 1 {tenant=acme}",
          "INFO  [main] com.acme.Orders: info {tenant=acme}",
          "DEBUG [main] com.acme.alone.Audit: alone debug {tenant=acme}",
          "INFO  [main] com.acme.alone.Audit: alone info {tenant=acme}");

  @Override
  Jvm jvm() {
    return Jvm.main(Log4jApp.class)
        .quickToStart()
        .classPath(
            Jvm.locationOf(Log4jApp.class),
            Jvm.locationOf(LogManager.class),
            Jvm.locationOf(LoggerContext.class))
        .property("log4j2.configurationFile", "app-log4j2.xml");
  }

  @Test
  void detach_whileAnEventIsOnItsWay_printsNothing() {
    try (AttachedApp app = new AttachedApp(jvm())) {
      app.usdt4j("attach", List.of());
      app.tell("keep");
      app.usdt4j("detach", List.of());

      assertThat(app.tell("late")).isEmpty();
    }
  }

  @Override
  List<String> events() {
    return EVENTS;
  }

  @Override
  String framework() {
    return "Log4j 2 ";
  }
}
