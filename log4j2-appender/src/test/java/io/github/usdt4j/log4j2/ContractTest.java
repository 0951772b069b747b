package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Log4j asks a context-wide filter, and does with the answer: the ground that the capture of
 * below-level events stands on. Run against every version that is supported.
 */
class ContractTest {
  private final Contexts contexts = contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  Contexts contexts() {
    return Contexts.plain("");
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_attached_firesOnceAndNobodyElseSees(String name, Consumer<ExtendedLogger> call) {
    contexts.tracer.attach("log:debug");

    call.accept(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.events("log", "debug").get(0).get(1)).isEqualTo("com.acme.Orders");
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L | 0x100);
    assertThat(contexts.events("log", "debug").get(0).get(7))
        .isEqualTo(name.contains("throwable") ? "java.lang.IllegalStateException: x" : "");
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_levelIsDebug_firesOnceAndOthersSee(String name, Consumer<ExtendedLogger> call) {
    logger.setLevel(Level.DEBUG);
    contexts.tracer.attach("log:debug");

    call.accept(logger);

    assertThat(contexts.shown()).containsExactly("a b");
    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_ownProviderAttached_firesThere(String name, Consumer<ExtendedLogger> call) {
    contexts.attachToOwn("com.acme.Orders");

    call.accept(logger);
    call.accept(contexts.logger("com.acme.Other"));

    assertThat(contexts.fired("com_acme_Orders", "debug")).containsExactly("a b");
    assertThat(contexts.tracer.fired()).hasSize(1);
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_detached_isAsBefore(String name, Consumer<ExtendedLogger> call) {
    contexts.tracer.attach("log:debug");
    call.accept(logger);
    contexts.tracer.detach("log:debug");

    call.accept(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_otherLevelAttached_doesNothing(String name, Consumer<ExtendedLogger> call) {
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

  /** Log4j does not hand such arguments over. */
  @Test
  void supplierArguments_belowLevel_areNotInTheMessage() {
    contexts.tracer.attach("log:debug");

    logger.debug("a {}", () -> "b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a {}");
    assertThat(contexts.shown()).isEmpty();
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
  void flowCalls_belowLevel_areNotForced() {
    contexts.tracer.attach("log:trace");
    contexts.tracer.attach("log:error");
    logger.setLevel(Level.FATAL);

    logger.traceEntry("in");
    logger.traceExit("out");
    logger.catching(new IllegalStateException("x"));
    logger.throwing(new IllegalStateException("x"));

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void flowCalls_enabled_fireOnce() {
    contexts.tracer.attach("log:trace");
    contexts.tracer.attach("log:error");
    logger.setLevel(Level.TRACE);

    logger.traceEntry("in");
    logger.traceExit("out");
    logger.catching(new IllegalStateException("x"));
    logger.throwing(new IllegalStateException("x"));

    assertThat(contexts.shown()).hasSize(4);
    assertThat(contexts.tracer.fired())
        .extracting(fired -> fired.arguments().get(0))
        .isEqualTo(contexts.shown());
  }

  @Test
  void levels_attached_fireTheirOwnProbe() {
    for (String level : List.of("trace", "debug", "info", "warn", "error", "fatal")) {
      contexts.tracer.attach("log:" + level);
    }

    logger.trace("t");
    logger.debug("d");
    logger.info("i");
    logger.warn("w");
    logger.error("e");
    logger.fatal("f");

    assertThat(contexts.shown()).containsExactly("i", "w", "e", "f");
    assertThat(
            contexts.tracer.fired().stream().map(fired -> fired.probe() + fired.arguments().get(2)))
        .containsExactly("trace256", "debug266", "info20", "warn30", "error40", "fatal50");
  }

  @Test
  void logger_new_getsItsProvider() {
    Logger late = contexts.logger("com.acme.Late");
    contexts.attachToOwn("com.acme.Late");

    late.debug("a");

    assertThat(contexts.fired("com_acme_Late", "debug")).containsExactly("a");
  }
}
