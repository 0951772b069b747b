package io.github.usdt4j.agent;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.usdt4j.agent.programs.LogbackApp;
import io.github.usdt4j.testsupport.Jvm;
import java.util.List;
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
}
