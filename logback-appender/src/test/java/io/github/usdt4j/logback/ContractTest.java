package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LocationAwareLogger;

/**
 * What Logback asks a turbo filter, and does with the answer: the ground that the capture of
 * below-level events stands on. Run against every version that is supported.
 */
final class ContractTest {
  private static final String FQCN = ContractTest.class.getName();

  private final Contexts contexts = Contexts.plain("");
  private final Logger logger = contexts.logger(Contexts.EARLY);

  @AfterEach
  void close() {
    contexts.close();
  }

  static Stream<Arguments> debugCalls() {
    return Stream.of(
        call("plain", log -> log.debug("a b")),
        call("one argument", log -> log.debug("a {}", "b")),
        call("two arguments", log -> log.debug("{} {}", "a", "b")),
        call("three arguments", log -> log.debug("{}{}{}", "a", " ", "b")),
        call("throwable", log -> log.debug("a b", new IllegalStateException("x"))),
        call("last argument throwable", log -> log.debug("a {}", "b", new RuntimeException("x"))),
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
        call("fluent cause", log -> log.atDebug().setCause(new RuntimeException("x")).log("a b")),
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

  private static Arguments call(String name, Consumer<Logger> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("debugCalls")
  void debugCall_attached_firesOnceAndNobodyElseSees(String name, Consumer<Logger> call) {
    contexts.tracer.attach("log:debug");

    call.accept(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.events("log", "debug").get(0).get(1)).isEqualTo("com.acme.Orders");
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L | 0x100);
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("debugCalls")
  void debugCall_levelIsDebug_firesOnceAndOthersSee(String name, Consumer<Logger> call) {
    logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
    contexts.tracer.attach("log:debug");

    call.accept(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L);
    assertThat(contexts.shown()).containsExactly("a b");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("debugCalls")
  void debugCall_ownProviderAttached_firesThere(String name, Consumer<Logger> call) {
    contexts.attachToOwn("com.acme.Orders");

    call.accept(logger);
    call.accept(contexts.logger("com.acme.Other"));

    assertThat(contexts.fired("com_acme_Orders", "debug")).containsExactly("a b");
    assertThat(contexts.tracer.fired()).hasSize(1);
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("debugCalls")
  void debugCall_detached_isAsBefore(String name, Consumer<Logger> call) {
    contexts.tracer.attach("log:debug");
    call.accept(logger);
    contexts.tracer.detach("log:debug");

    call.accept(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("debugCalls")
  void debugCall_otherLevelAttached_doesNothing(String name, Consumer<Logger> call) {
    contexts.tracer.attach("log:trace");
    contexts.tracer.attach("log:info");

    call.accept(logger);

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void builder_detachedBeforeItLogs_isSeenByNobody() {
    contexts.tracer.attach("log:debug");
    var builder = logger.atDebug();
    contexts.tracer.detach("log:debug");

    builder.log("late");

    assertThat(contexts.shown()).isEmpty();
  }

  /** Without a guard SLF4J asks for no level, with and without a tracer. */
  @Test
  void builder_onlyAnotherLoggersGuardOpened_isSeenByAll() {
    contexts.tracer.attach("log:debug");
    assertThat(contexts.logger("com.acme.Other").isDebugEnabled()).isTrue();

    logger.makeLoggingEventBuilder(org.slf4j.event.Level.DEBUG).log("unguarded");

    assertThat(contexts.shown()).containsExactly("unguarded");
  }

  @Test
  void emptyArguments_attached_areNoGuard() {
    contexts.tracer.attach("log:debug");

    logger.debug((String) null, new Object[0]);

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).hasSize(1);
  }

  /** A guard cannot be told from a null message: one of the documented cases. */
  @Test
  void nullMessage_attached_leaks() {
    contexts.tracer.attach("log:debug");

    logger.debug((String) null);

    assertThat(contexts.shown()).hasSize(1);
  }

  /** Another documented case. */
  @Test
  void infoInsideDebugGuard_attached_reachesAppenders() {
    contexts.tracer.attach("log:debug");

    if (logger.isDebugEnabled()) {
      logger.info("inside");
    }

    assertThat(contexts.shown()).containsExactly("inside");
  }

  @Test
  void levels_attached_fireTheirOwnProbe() {
    for (String level : List.of("trace", "debug", "info", "warn", "error")) {
      contexts.tracer.attach("log:" + level);
    }

    logger.trace("t");
    logger.debug("d");
    logger.info("i");
    logger.warn("w");
    logger.error("e");

    assertThat(
            contexts.tracer.fired().stream().map(fired -> fired.probe() + fired.arguments().get(2)))
        .containsExactly("trace256", "debug266", "info20", "warn30", "error40");
    assertThat(contexts.shown()).containsExactly("i", "w", "e");
  }
}
