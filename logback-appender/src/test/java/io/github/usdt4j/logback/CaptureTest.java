package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.testsupport.appenders.CaptureContract;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventBuilder;

/** What Logback asks a turbo filter, and what becomes of each kind of call. */
final class CaptureTest extends CaptureContract<Contexts, Logger> {
  private static final String FQCN = CaptureTest.class.getName();

  private final Logger logger = logger(Contexts.ORDERS);

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected Logger logger(String name) {
    return contexts.logger(name);
  }

  @Override
  protected List<String> levels() {
    return List.of("trace", "debug", "info", "warn", "error");
  }

  @Override
  protected List<DebugCall<Logger>> debugCalls() {
    return List.of(
        call("plain", log -> log.debug("a b")),
        call("one argument", log -> log.debug("a {}", "b")),
        call("two arguments", log -> log.debug("{} {}", "a", "b")),
        call("three arguments", log -> log.debug("{}{}{}", "a", " ", "b")),
        call("throwable", log -> log.debug("a b", thrown())),
        call("last argument throwable", log -> log.debug("a {}", "b", thrown())),
        call("marker", log -> log.debug(MarkerFactory.getMarker("M"), "a {}", "b")),
        call(
            "guarded",
            log -> {
              if (log.isDebugEnabled()) {
                log.debug("a b");
              }
            }),
        call("fluent", log -> log.atDebug().log("a b")),
        call("fluent argument", log -> log.atDebug().addArgument("b").log("a {}")),
        call("fluent supplier", log -> log.atDebug().log(() -> "a b")),
        call("fluent pairs", log -> log.atDebug().addKeyValue("k", 1).log("a b")),
        call("fluent throwable", log -> log.atDebug().setCause(thrown()).log("a b")),
        call("fluent at level", log -> log.atLevel(Level.DEBUG).log("a b")),
        call(
            "fluent marker",
            log -> log.atDebug().addMarker(MarkerFactory.getMarker("M")).log("a b")),
        call(
            "location aware",
            log ->
                log.log(
                    null, FQCN, LocationAwareLogger.DEBUG_INT, "a {}", new Object[] {"b"}, null)));
  }

  private static IllegalStateException thrown() {
    return new IllegalStateException("x");
  }

  private static DebugCall<Logger> call(String name, Consumer<Logger> call) {
    return new DebugCall<>(name, call);
  }

  @Test
  void pair_ofAMap_hasKeysWithDots() {
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");

    contexts.logger(Contexts.ORDERS).atDebug().addKeyValue("order", Map.of("id", 7)).log("m");

    assertThat(contexts.events("log", "debug").get(0).get(3)).isEqualTo("order.id=7");
  }

  @Test
  void builder_detachedBeforeItLogs_isSeenByNobody() {
    contexts.attach("log:debug");
    LoggingEventBuilder builder = logger.atDebug();
    contexts.detach("log:debug");

    builder.log("late");

    assertThat(contexts.shown()).isEmpty();
  }

  /** A reset takes the filter along that has opened the guard. */
  @Test
  void builder_keptWhileTheContextIsConfiguredAgain_isSeenByTheTracerAlone() {
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");
    LoggingEventBuilder builder = logger.atDebug();
    contexts.reconfigure(contexts.one(""));

    builder.log("kept");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).containsExactly("kept");
  }

  @Test
  void builder_keptUntilTheAppenderIsStartedAgain_isSeenByTheTracerAlone() {
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");
    LoggingEventBuilder builder = logger.atDebug();
    contexts.stop("USDT");
    contexts.start("USDT");

    builder.log("kept");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).containsExactly("kept");
  }

  /** Without a guard SLF4J asks for no level, with and without a tracer. */
  @Test
  void builder_onlyAnotherLoggersGuardOpened_isSeenByAll() {
    contexts.attach("log:debug");
    assertThat(contexts.logger("com.acme.Other").isDebugEnabled()).isTrue();

    logger.makeLoggingEventBuilder(Level.DEBUG).log("unguarded");

    assertThat(contexts.shown()).containsExactly("unguarded");
  }

  @Test
  void emptyArguments_attached_areNoGuard() {
    contexts.attach("log:debug");

    logger.debug((String) null, new Object[0]);

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).hasSize(1);
  }
}
