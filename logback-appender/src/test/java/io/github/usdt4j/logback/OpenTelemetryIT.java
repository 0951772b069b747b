package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.programs.TestRun;
import org.junit.jupiter.api.Test;

/** {@link TracedEvents} under OpenTelemetry's Java agent. */
final class OpenTelemetryIT {
  @Test
  void events_underTheAgent_haveTheTrace() {
    Jvm tests =
        Jvm.main(TestRun.class)
            .quickToStart()
            .options("-javaagent:" + System.getProperty("opentelemetry.agent"))
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .arguments(Logger.class.getName(), TracedEvents.class.getName());

    assertThat(tests.run()).anyMatch(line -> line.startsWith(Logger.class.getName()));
  }
}
