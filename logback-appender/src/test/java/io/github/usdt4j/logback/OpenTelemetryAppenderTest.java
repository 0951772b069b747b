package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Events below the level where OpenTelemetry's appender stands before ours. */
@SuppressWarnings("try") // scopes are those of the thread
final class OpenTelemetryAppenderTest {
  /** A text, since guards of code that names a class that hands events on stay closed. */
  private static final String THEIRS =
      "io.opentelemetry.instrumentation.logback.mdc.v1_0.OpenTelemetryAppender";

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Context IN_SPAN =
      Context.root()
          .with(
              Span.wrap(
                  SpanContext.create(
                      TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault())));

  private static final String OURS =
      "<appender name='USDT' class='%s'><mdcArgs>trace_id</mdcArgs></appender>"
          .formatted(UsdtAppender.class.getName());

  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  @AfterEach
  void close() {
    contexts.clearContext();
    contexts.close();
  }

  /** Configures theirs, which may have options, before what it hands on to. */
  private void configure(String options, String reference) {
    contexts.configure(
        OURS
            + "<appender name='ASYNC' class='ch.qos.logback.classic.AsyncAppender'>"
            + "<appender-ref ref='USDT'/></appender>"
            + "<appender name='OTEL' class='%s'>%s<appender-ref ref='%s'/></appender>"
                .formatted(THEIRS, options, reference)
            + "<logger name='direct' additivity='false'><appender-ref ref='USDT'/></logger>"
            + "<root level='INFO'><appender-ref ref='OTEL'/></root>");
    contexts.attach("log:debug");
    contexts.attach("log:info");
    contexts.put("tenant", "acme");
  }

  private void logAll(Logger to) {
    to.info("at {}", 1);
    to.debug("below {}", 1);
    to.atDebug().log("fluent");
    if (to.isDebugEnabled()) {
      to.debug("guarded");
    }
  }

  /** Asserts that all events have the same context, and returns it. */
  private List<String> sameContext() {
    List<List<Object>> at = contexts.events("log", "info");
    assertThat(at).hasSize(1);
    assertThat(contexts.events("log", "debug"))
        .hasSize(3)
        .allSatisfy(
            below -> {
              assertThat(words(below)).containsExactlyInAnyOrderElementsOf(words(at.get(0)));
              assertThat(below.get(4)).isEqualTo(at.get(0).get(4));
            });
    return words(at.get(0));
  }

  private static List<String> words(List<Object> event) {
    return Stream.of(((String) event.get(3)).split(" ")).toList();
  }

  @Test
  void belowLevel_inASpan_hasTheTraceThatEventsAtTheLevelHave() {
    configure("", "USDT");

    try (Scope current = IN_SPAN.makeCurrent()) {
      logAll(logger);
    }

    assertThat(sameContext())
        .containsExactlyInAnyOrder(
            "tenant=acme", "trace_id=" + TRACE, "span_id=" + SPAN, "trace_flags=01");
    assertThat(contexts.events("log", "debug").get(0).get(4)).isEqualTo(TRACE);
  }

  @Test
  void belowLevel_otherKeysAndBaggage_hasThose() {
    configure(
        "<traceIdKey>t</traceIdKey><spanIdKey>s</spanIdKey><traceFlagsKey>f</traceFlagsKey>"
            + "<addBaggage>true</addBaggage>",
        "USDT");

    Baggage baggage = Baggage.builder().put("user", "7").build();
    try (Scope current = IN_SPAN.with(baggage).makeCurrent()) {
      logAll(logger);
    }

    assertThat(sameContext())
        .containsExactlyInAnyOrder(
            "tenant=acme", "t=" + TRACE, "s=" + SPAN, "f=01", "baggage.user=7");
  }

  @Test
  void belowLevel_outsideSpans_hasTheContextAlone() {
    configure("<addBaggage>true</addBaggage>", "USDT");

    logAll(logger);

    assertThat(sameContext()).containsExactly("tenant=acme");
  }

  @Test
  void belowLevel_contextHasATrace_keepsIt() {
    configure("", "USDT");
    contexts.put("trace_id", "own");

    try (Scope current = IN_SPAN.makeCurrent()) {
      logAll(logger);
    }

    assertThat(sameContext()).containsExactlyInAnyOrder("tenant=acme", "trace_id=own");
  }

  @Test
  void belowLevel_loggerReferencesOurs_hasTheContextAlone() {
    configure("", "USDT");

    try (Scope current = IN_SPAN.makeCurrent()) {
      logAll(contexts.logger("direct.Logger"));
    }

    assertThat(sameContext()).containsExactly("tenant=acme");
  }

  @Test
  void belowLevel_anotherAppenderBetween_hasTheTrace() {
    configure("", "ASYNC");

    try (Scope current = IN_SPAN.makeCurrent()) {
      logger.debug("below");
    }

    assertThat(words(contexts.events("log", "debug").get(0))).contains("trace_id=" + TRACE);
  }
}
