package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.ExtendedLoggerWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.LocationAwareLogger;

/** Other logging interfaces over Log4j. */
final class BridgesTest {
  private static final String THROWN = "java.lang.IllegalStateException: no";

  private final Contexts contexts = Contexts.ofApplication();

  @BeforeEach
  void attach() {
    contexts.attach("log:debug");
    contexts.attach("log:info");
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  @Test
  void slf4j_everyCall_firesOnceAndNobodyElseSees() {
    org.slf4j.Logger logger = org.slf4j.LoggerFactory.getLogger(Contexts.ORDERS);

    logger.debug("plain {}", 1);
    logger.atDebug().log(() -> "supplied");
    logger.atDebug().addKeyValue("k", "v").log("pair");
    logger.debug(org.slf4j.MarkerFactory.getMarker("M"), "marker {} {} {}", 1, 2, 3);
    if (logger.isDebugEnabled()) {
      logger.debug("guarded");
    }

    assertThat(contexts.fired("log", "debug"))
        .containsExactly("plain 1", "supplied", "pair", "marker 1 2 3", "guarded");
    assertThat(contexts.events("log", "debug").get(2).get(3)).isEqualTo("k=v");
    assertThat(contexts.shown()).isEmpty();
  }

  /**
   * SLF4J's bridge asks with the text whether to log, and hands the throwable on behind all
   * filters: what is below its level lacks it.
   */
  @Test
  void slf4jLocationAware_belowLevel_firesOnceWithoutItsThrowable() {
    logLocationAware(LocationAwareLogger.DEBUG_INT, "below");
    logLocationAware(LocationAwareLogger.INFO_INT, "at");

    assertThat(contexts.fired("log", "debug")).containsExactly("below");
    assertThat(contexts.events("log", "debug").get(0).get(7)).isEqualTo("");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.events("log", "info").get(0).get(7)).isEqualTo(THROWN);
    assertThat(contexts.shown()).containsExactly("at");
  }

  private static void logLocationAware(int level, String message) {
    LocationAwareLogger logger =
        (LocationAwareLogger) org.slf4j.LoggerFactory.getLogger(Contexts.ORDERS);
    logger.log(null, "com.acme.Wrapper", level, message, null, new IllegalStateException("no"));
  }

  @Test
  void javaUtilLogging_everyCall_firesOnceAndNobodyElseSees() {
    java.util.logging.Logger logger =
        new org.apache.logging.log4j.jul.LogManager().getLogger(Contexts.ORDERS);

    logger.fine("plain");
    logger.fine(() -> "supplied");
    logger.log(java.util.logging.Level.FINE, "with {0} and {1}", new Object[] {1, "two"});
    logger.log(java.util.logging.Level.FINE, "thrown", new IllegalStateException("no"));
    logger.log(new java.util.logging.LogRecord(java.util.logging.Level.FINE, "record"));
    logger.logp(java.util.logging.Level.FINE, "Class", "method", "placed");
    if (logger.isLoggable(java.util.logging.Level.FINE)) {
      logger.fine("guarded");
    }
    logger.info("at");

    assertThat(contexts.fired("log", "debug"))
        .containsExactly(
            "plain", "supplied", "with 1 and two", "thrown", "record", "placed", "guarded");
    assertThat(contexts.events("log", "debug").get(3).get(7))
        .isEqualTo("java.lang.IllegalStateException: no");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.shown()).containsExactly("at");
  }

  @Test
  void caller_behindOtherInterfaces_isTheApplication() {
    contexts.configure(contexts.one("includeCaller='true'"));
    contexts.attach("log:debug_json");
    contexts.detach("log:debug");

    org.slf4j.LoggerFactory.getLogger(Contexts.ORDERS).debug("slf4j");
    new org.apache.logging.log4j.jul.LogManager().getLogger(Contexts.ORDERS).fine("jul");
    new Wrapper(contexts.logger(Contexts.ORDERS)).audit("own");

    assertThat(contexts.fired("log", "debug_json"))
        .hasSize(3)
        .allSatisfy(
            record ->
                assertThat(record.toString())
                    .contains("\"caller\":\"" + getClass().getName() + ".caller_behind"));
  }

  /** Shows a logger of the application's. */
  private static final class Wrapper extends ExtendedLoggerWrapper {
    private static final long serialVersionUID = 1;

    Wrapper(Logger logger) {
      super(logger, logger.getName(), logger.getMessageFactory());
    }

    void audit(String message) {
      logIfEnabled(Wrapper.class.getName(), Level.DEBUG, null, message);
    }
  }

  /** It asks for the level alone and then logs: what it logs below the level cannot be had. */
  @Test
  void log4j1_belowLevel_neverLeaks() {
    org.apache.log4j.Logger logger = org.apache.log4j.Logger.getLogger(Contexts.ORDERS);

    logger.debug("below");
    logger.log(org.apache.log4j.Level.DEBUG, "below");
    if (logger.isDebugEnabled()) {
      logger.debug("guarded");
    }
    logger.info("at");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  @Test
  void jbossLogging_belowLevel_neverLeaks() {
    org.jboss.logging.Logger logger = org.jboss.logging.Logger.getLogger(Contexts.ORDERS);
    assertThat(logger.getClass().getSimpleName()).isEqualTo("Log4j2Logger");

    logger.debug("below");
    logger.debugf("below %s", 1);
    if (logger.isDebugEnabled()) {
      logger.debugv("guarded {0}", 1);
    }
    logger.info("at");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  /** No filter meets such an event, so it fires on the worker. */
  @Test
  void log4j1AndJbossLogging_asynchronousAtLevel_fireOnce() {
    contexts.configure(Contexts.ASYNC_ROOT);

    org.apache.log4j.Logger.getLogger(Contexts.ORDERS).info("old");
    org.jboss.logging.Logger boss = org.jboss.logging.Logger.getLogger(Contexts.ORDERS);
    boss.info("boss");
    boss.logf(
        "com.acme.Messages_$logger", org.jboss.logging.Logger.Level.INFO, null, "typed %d", 1);
    contexts.logger(Contexts.ORDERS).info("new");
    contexts.context.stop();

    assertThat(contexts.shown()).containsExactly("old", "boss", "typed 1", "new");
    assertThat(contexts.fired("log", "info"))
        .containsExactlyInAnyOrder("old", "boss", "typed 1", "new");
  }

  /** Any context-wide filter makes Log4j run it; that of a plain call stays where it is. */
  @Test
  void fluentMessageSupplier_nobodyAttached_runsAllTheSame() {
    contexts.detach("log:debug");
    int[] runs = {0};

    contexts
        .logger(Contexts.ORDERS)
        .atDebug()
        .log(
            () -> {
              runs[0]++;
              return new SimpleMessage("m");
            });

    assertThat(runs[0]).isEqualTo(1);
    assertThat(contexts.fired()).isEmpty();
  }
}
