package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Runs under OpenTelemetry's Java agent. */
final class TracedEvents {
  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  @BeforeEach
  void attach() {
    contexts.configure(contexts.one(contexts.option("mdcArgs", "trace_id, tenant")));
    contexts.attach("log:debug");
    contexts.attach("log:info");
  }

  @AfterEach
  void close() {
    contexts.clearContext();
    contexts.close();
  }

  @Test
  @SuppressWarnings("try") // the scope is that of the thread
  void belowLevel_insideASpan_hasTheTraceThatEventsAtTheLevelHave() {
    Span span = GlobalOpenTelemetry.getTracer("test").spanBuilder("order").startSpan();
    contexts.put("tenant", "acme");
    try (Scope current = span.makeCurrent()) {
      logger.info("at");
      logger.debug("below");
      logger.atDebug().log("fluent");
    } finally {
      span.end();
    }

    String trace = span.getSpanContext().getTraceId();
    List<Object> at = contexts.events("log", "info").get(0);
    assertThat(words(at))
        .contains(
            "tenant=acme",
            "trace_id=" + trace,
            "span_id=" + span.getSpanContext().getSpanId(),
            "trace_flags=01");
    assertThat(contexts.events("log", "debug"))
        .hasSize(2)
        .allSatisfy(
            below -> {
              assertThat(words(below)).containsExactlyInAnyOrderElementsOf(words(at));
              assertThat(below.subList(4, 6)).containsExactly(trace, "acme");
            });
  }

  private static List<String> words(List<Object> event) {
    return Stream.of(((String) event.get(3)).split(" ")).toList();
  }

  @Test
  void belowLevel_withoutSpan_hasTheContextAlone() {
    contexts.put("tenant", "acme");

    logger.debug("below");

    assertThat(contexts.events("log", "debug").get(0).get(3)).isEqualTo("tenant=acme");
  }
}
