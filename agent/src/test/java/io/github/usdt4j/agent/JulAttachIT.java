package io.github.usdt4j.agent;

import io.github.usdt4j.agent.programs.JulApp;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.util.List;

final class JulAttachIT extends AttachContract {
  @Override
  Jvm jvm() {
    return Jvm.main(JulApp.class)
        .quickToStart()
        .classPath(Jvm.locationOf(JulApp.class))
        .property(
            "java.util.logging.config.file",
            Path.of("src/test/resources/app-jul.properties").toAbsolutePath());
  }

  @Override
  void awaitSeen(AttachedApp app) {
    Await.until(() -> "an open level", () -> app.ask("open").equals("true"));
  }

  @Override
  List<String> events() {
    return List.of(
        "DEBUG [main] com.acme.Orders: plain",
        "DEBUG [main] com.acme.Orders: parametrised 1",
        "DEBUG [main] com.acme.Orders: parametrised 1 2 3",
        "DEBUG [main] com.acme.Orders: guarded",
        "DEBUG [main] com.acme.Orders: supplied",
        "INFO  [main] com.acme.Orders: info",
        "DEBUG [main] com.acme.alone.Audit: alone debug",
        "INFO  [main] com.acme.alone.Audit: alone info");
  }

  @Override
  String framework() {
    return "java.util.logging: ";
  }
}
