package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import io.github.usdt4j.testsupport.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, stops, resets, and several of everything. */
final class LifecycleTest {
  /** One appender, referenced at two loggers, one above the other. */
  private static final String TWICE =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
      <logger name="com.acme"><appender-ref ref="USDT"/></logger>
      <root level="INFO"><appender-ref ref="USDT"/></root>
      """;

  private static final String TWO =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
      <appender name="SHOP" class="io.github.usdt4j.logback.UsdtAppender">
        <provider>%s</provider>
      </appender>
      <appender name="TEXT" class="io.github.usdt4j.logback.TextAppender"/>
      <root level="INFO">
        <appender-ref ref="USDT"/><appender-ref ref="SHOP"/><appender-ref ref="TEXT"/>
      </root>
      """;

  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.EARLY);

  @AfterEach
  void close() {
    contexts.close();
  }

  private void plain() {
    contexts.configure(Contexts.PLAIN.formatted(""));
  }

  private void attach() {
    assertThat(contexts.tracer.attach("log:debug")).isEqualTo(1);
    assertThat(contexts.tracer.attach("log:info")).isEqualTo(1);
  }

  private void logBoth() {
    contexts.tracer.clear();
    logger.debug("below");
    logger.info("at");
  }

  private void assertBothFiredOnce(String provider) {
    assertThat(contexts.fired(provider, "debug")).containsExactly("below");
    assertThat(contexts.fired(provider, "info")).containsExactly("at");
  }

  @Test
  void start_filterIsLastInTheChain() {
    contexts.configure(
        "<turboFilter class=\"ch.qos.logback.classic.turbo.MDCFilter\"/>"
            + Contexts.PLAIN.formatted(""));

    assertThat(contexts.context.getTurboFilterList())
        .hasSize(2)
        .last()
        .isInstanceOf(UsdtFilter.class);
  }

  @Test
  void start_twice_firesOnce() {
    plain();
    contexts.appender().start();
    attach();

    logBoth();

    assertBothFiredOnce("log");
  }

  @Test
  void stop_attached_endsProbesAndFilter() {
    plain();
    attach();

    contexts.appender().stop();
    contexts.appender().stop();
    logBoth();

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    assertThat(logger.isDebugEnabled()).isFalse();
    assertThat(contexts.shown()).containsExactly("at");
  }

  @Test
  void restart_tracerStillThere_firesAgain() {
    plain();
    attach();
    for (int i = 0; i < 3; i++) {
      contexts.appender().stop();
      contexts.appender().start();
    }

    logBoth();

    assertBothFiredOnce("log");
    assertThat(contexts.context.getTurboFilterList()).hasSize(1);
  }

  @Test
  void reset_andConfiguredAgain_firesOnce() {
    plain();
    attach();
    contexts.context.reset();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
    plain();

    logBoth();

    assertBothFiredOnce("log");
  }

  @Test
  void reset_toAConfigurationWithout_leavesNothing() {
    plain();
    attach();
    contexts.context.reset();
    contexts.configure("<root level=\"INFO\"/>");

    logBoth();

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.tracer.isLive("com_acme_Orders:debug")).isFalse();
  }

  /** Logback's own rescan: a changed file, met by its scanner. */
  @Test
  void rescan_attached_goesOnWithTheNewConfiguration(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("logback.xml");
    String scanned =
        "<configuration scan=\"true\" scanPeriod=\"50 milliseconds\">"
            + Contexts.PLAIN
            + "<!-- %s --></configuration>";
    Files.writeString(file, scanned.formatted("", "before"));
    contexts.configureFile(file);
    attach();
    Object before = contexts.appender();

    Files.writeString(file, scanned.formatted("<maxMessageBytes>3</maxMessageBytes>", "after"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    Await.until(
        () -> "the rescan, after " + contexts.context.getStatusManager().getCopyOfStatusList(),
        () ->
            contexts.appender() != null
                && contexts.appender() != before
                && contexts.appender().isStarted());
    Await.until(
        () -> "probes after the rescan",
        () -> {
          contexts.tracer.clear();
          logger.debug("below");
          return !contexts.tracer.fired().isEmpty();
        });

    assertThat(contexts.fired("log", "debug")).containsExactly("bel");
    assertThat(contexts.context.getTurboFilterList()).hasSize(1);
  }

  @Test
  void twoContexts_sameProvider_eachFiresItsOwn() {
    plain();
    attach();
    try (Contexts other = new Contexts(contexts.tracer).configure(Contexts.PLAIN.formatted(""))) {
      other.logger("org.other.O").debug("other");
      logger.debug("own");
    }
    logger.debug("after");

    assertThat(contexts.fired("log", "debug")).containsExactly("other", "own", "after");
  }

  @Test
  void twoAppenders_sameProvider_fireOnce() {
    contexts.configure(TWO.formatted("log"));
    attach();

    logBoth();
    logger.atDebug().log("fluent");

    assertThat(contexts.fired("log", "debug")).containsExactly("below", "fluent");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.context.getTurboFilterList()).hasSize(1);
  }

  @Test
  void referencedTwice_oneLoggerAboveTheOther_firesOnce() {
    contexts.configure(TWICE);
    attach();

    logBoth();

    assertBothFiredOnce("log");
  }

  @Test
  void referencedTwice_appenderBetweenLogs_firesEachOnce() {
    contexts.configure(TWICE);
    attach();
    Logger client = contexts.logger("org.client.Sender");
    AppenderBase<ILoggingEvent> sender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            client.info("connects for {}", event.getMessage());
            client.info("sends {}", event.getMessage());
          }
        };
    sender.setContext(contexts.context);
    sender.start();
    contexts.logger("com.acme").addAppender(sender);

    logger.info("first");
    logger.info("second");

    assertThat(contexts.fired("log", "info"))
        .containsExactly(
            "first",
            "connects for first",
            "sends first",
            "second",
            "connects for second",
            "sends second");
  }

  /** An event that passes its level takes the way of the configuration; one below it has none. */
  @Test
  void loggerThatDoesNotReachTheAppender_onlyWhatIsBelowItsLevelFires() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <logger name="com.acme" additivity="false"/>
        <root level="INFO"><appender-ref ref="USDT"/></root>
        """);
    attach();

    logBoth();

    assertThat(contexts.fired("log", "debug")).hasSize(1);
    assertThat(contexts.fired("log", "info")).isEmpty();
  }

  @Test
  void twoAppenders_twoProviders_fireEachOnce() {
    contexts.configure(TWO.formatted("shop"));
    attach();
    contexts.tracer.attach("shop:debug");
    contexts.tracer.attach("shop:info");
    contexts.attachToOwn("com.acme.Orders");

    logBoth();

    assertBothFiredOnce("log");
    assertBothFiredOnce("shop");
    assertThat(contexts.fired("com_acme_Orders", "debug")).containsExactly("below");
  }

  @Test
  void twoAppenders_oneCapturesNothingBelow_itsTracerOpensNoGuard() {
    contexts.configure(
        TWO.formatted("shop")
            .replace(
                "<provider>shop", "<captureBelowLevel>false</captureBelowLevel><provider>shop"));

    contexts.tracer.attach("shop:debug");
    assertThat(logger.isDebugEnabled()).isFalse();

    contexts.tracer.attach("log:debug");
    assertThat(logger.isDebugEnabled()).isTrue();
  }

  @Test
  void twoAppenders_oneStops_otherGoesOn() {
    contexts.configure(TWO.formatted("shop"));
    contexts.root().getAppender("SHOP").stop();
    attach();

    logBoth();

    assertBothFiredOnce("log");
    assertThat(contexts.tracer.isLive("shop:debug")).isFalse();
  }

  @Test
  void unreferenced_isNotMade() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <root level="INFO"/>
        """);

    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void newLogger_getsItsProviderByItself() {
    plain();
    contexts.logger("com.acme.Late");

    Await.until(() -> "com_acme_Late", () -> contexts.tracer.isLive("com_acme_Late:debug"));
  }

  @Test
  void noOp_startsSaysWhyAndDoesNothing() {
    configureWhereProbesAreImpossible("");

    logBoth();

    assertThat(contexts.statuses())
        .containsExactly("no USDT probes, the application runs without: not Linux");
    assertThat(contexts.appender().isStarted()).isTrue();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    assertThat(contexts.shown()).containsExactly("at");
  }

  @Test
  void noOp_required_doesNotStart() {
    configureWhereProbesAreImpossible("<required>true</required>");

    assertThat(contexts.statuses())
        .contains("USDT probes are required and cannot be had: not Linux");
    assertThat(contexts.appender().isStarted()).isFalse();
  }

  private void configureWhereProbesAreImpossible(String options) {
    Backends.Scope scope = Backends.use(new NoOpBackend("not Linux"));
    try {
      contexts.configure(Contexts.PLAIN.formatted(options));
    } finally {
      scope.close();
    }
  }

  @Test
  void asyncAppender_inFront_isReportedOnce() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
          <appender-ref ref="USDT"/>
        </appender>
        <root level="INFO"><appender-ref ref="ASYNC"/></root>
        """);
    attach();

    logBoth();
    logger.info("again");

    Await.until(() -> "both", () -> contexts.fired("log", "info").size() == 2);
    assertThat(contexts.fired("log", "debug")).containsExactly("below");
    assertThat(contexts.events("log", "info").get(0).get(6))
        .isEqualTo(Thread.currentThread().getName());
    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .startsWith("behind an AsyncAppender, tracers see the thread id");
  }
}
