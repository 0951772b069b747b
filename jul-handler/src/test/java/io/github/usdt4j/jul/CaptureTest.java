package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.CaptureContract;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of call. */
class CaptureTest extends CaptureContract<Contexts, Logger> {
  private static final ResourceBundle BUNDLE =
      new ListResourceBundle() {
        @Override
        protected Object[][] getContents() {
          return new Object[][] {{"key", "a {0}"}};
        }
      };

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
  protected boolean nullMessageLeaks() {
    return false;
  }

  @Override
  protected List<DebugCall<Logger>> debugCalls() {
    Exception thrown = new IllegalStateException("x");
    return List.of(
        call("fine", logger -> logger.fine("a b")),
        call("fine, supplier", logger -> logger.fine(() -> "a b")),
        call("log", logger -> logger.log(Level.FINE, "a b")),
        call("log, supplier", logger -> logger.log(Level.FINE, () -> "a b")),
        call("log, parameter", logger -> logger.log(Level.FINE, "a {0}", "b")),
        call(
            "log, parameters",
            logger -> logger.log(Level.FINE, "{0} {1}", new Object[] {"a", "b"})),
        call("log, throwable", logger -> logger.log(Level.FINE, "a b", thrown)),
        call("log, throwable and supplier", logger -> logger.log(Level.FINE, thrown, () -> "a b")),
        call("logp", logger -> logger.logp(Level.FINE, "C", "m", "a b")),
        call("logp, supplier", logger -> logger.logp(Level.FINE, "C", "m", () -> "a b")),
        call("logp, parameter", logger -> logger.logp(Level.FINE, "C", "m", "a {0}", "b")),
        call("logp, throwable", logger -> logger.logp(Level.FINE, "C", "m", "a b", thrown)),
        call("logrb", logger -> logger.logrb(Level.FINE, BUNDLE, "key", "b")),
        call("record", logger -> logger.log(record(logger))),
        call(
            "guarded",
            logger -> {
              if (logger.isLoggable(Level.FINE)) {
                logger.fine("a b");
              }
            }));
  }

  private static DebugCall<Logger> call(String name, Consumer<Logger> log) {
    return new DebugCall<>(name, log);
  }

  private static LogRecord record(Logger logger) {
    LogRecord record = new LogRecord(Level.FINE, "a b");
    record.setLoggerName(logger.getName());
    return record;
  }

  @Test
  void levels_withoutAProbeOfTheirOwn_fireThatOfTheNextOneAbove() {
    Logger logger = contexts.logger(Contexts.ORDERS);
    List.of("trace", "debug", "info").forEach(level -> contexts.attach("log:" + level));

    logger.finer("finer");
    logger.config("config");
    logger.log(new Level("NOTED", 450) {}, "noted");

    assertThat(contexts.fired("log", "trace")).containsExactly("finer");
    assertThat(contexts.fired("log", "debug")).containsExactly("noted");
    assertThat(contexts.fired("log", "info")).containsExactly("config");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void record_ofALevelThatSharesItsProbe_hasTheLevelsName() {
    contexts.attach("log:trace_json");
    Logger logger = contexts.logger(Contexts.ORDERS);

    logger.finer("a");
    logger.finest("b");

    assertThat(contexts.fired("log", "trace_json").get(0).toString())
        .contains("\"levelName\":\"FINER\"");
    assertThat(contexts.fired("log", "trace_json").get(1).toString()).doesNotContain("levelName");
  }
}
