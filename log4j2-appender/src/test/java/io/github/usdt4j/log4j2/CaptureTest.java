package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.CaptureContract;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogBuilder;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.junit.jupiter.api.Test;

/** What Log4j asks a context-wide filter, and what becomes of each kind of call. */
class CaptureTest extends CaptureContract<Contexts, ExtendedLogger> {
  private final Logger logger = contexts.logger(Contexts.ORDERS);

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
    return List.of("trace", "debug", "info", "warn", "error", "fatal");
  }

  @Override
  protected List<DebugCall<ExtendedLogger>> debugCalls() {
    return DebugCalls.list();
  }

  @Test
  void builder_detachedBeforeItLogs_isSeenByNobody() {
    contexts.attach("log:debug");
    LogBuilder builder = logger.atDebug();
    contexts.detach("log:debug");

    builder.log("late");

    assertThat(contexts.shown()).isEmpty();
  }

  /** Log4j does not hand such arguments over. */
  @Test
  void supplierArguments_belowLevel_areNotInTheMessage() {
    contexts.attach("log:debug");

    logger.debug("a {}", () -> "b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a {}");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void flowCalls_belowLevel_areNotForced() {
    contexts.attach("log:trace");
    contexts.attach("log:error");
    logger.setLevel(Level.FATAL);

    logger.traceEntry("in");
    logger.traceExit("out");
    logger.catching(new IllegalStateException("x"));
    logger.throwing(new IllegalStateException("x"));

    assertThat(contexts.fired()).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void flowCalls_enabled_fireOnce() {
    contexts.attach("log:trace");
    contexts.attach("log:error");
    logger.setLevel(Level.TRACE);

    logger.traceEntry("in");
    logger.traceExit("out");
    logger.catching(new IllegalStateException("x"));
    logger.throwing(new IllegalStateException("x"));

    assertThat(contexts.shown()).hasSize(4);
    assertThat(contexts.fired())
        .extracting(fired -> fired.arguments().get(0))
        .isEqualTo(contexts.shown());
  }
}
