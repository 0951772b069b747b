package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.core.filter.ThresholdFilter;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.TimestampMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts, stops, reconfigurations, and several of everything. */
final class LifecycleTest {
  /** One appender, referenced at two loggers, one above the other. */
  private static final String TWICE =
      """
      <Appenders><Usdt name="USDT"/></Appenders>
      <Loggers>
        <Logger name="com.acme"><AppenderRef ref="USDT"/></Logger>
        <Root level="INFO"><AppenderRef ref="USDT"/></Root>
      </Loggers>
      """;

  private static final String TWO =
      """
      <Appenders>
        <Usdt name="USDT"/>
        <Usdt name="SHOP" provider="%s" maxMessageBytes="100"/>
        <Shown name="SHOWN"/>
      </Appenders>
      <Loggers>
        <Root level="INFO">
          <AppenderRef ref="USDT"/><AppenderRef ref="SHOP"/><AppenderRef ref="SHOWN"/>
        </Root>
      </Loggers>
      """;

  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  @AfterEach
  void close() {
    contexts.close();
  }

  private void plain() {
    contexts.configure(Contexts.plainElements(""));
  }

  private void attach() {
    assertThat(contexts.tracer.attach("log:debug")).isEqualTo(1);
    assertThat(contexts.tracer.attach("log:info")).isEqualTo(1);
  }

  private void logBoth() {
    logger.debug("below {}", 1);
    logger.info("at {}", 1);
  }

  private void assertBothFiredOnce(String provider) {
    assertThat(contexts.fired(provider, "debug")).containsExactly("below 1");
    assertThat(contexts.fired(provider, "info")).containsExactly("at 1");
  }

  private Configuration configuration() {
    return contexts.context.getConfiguration();
  }

  @Test
  void start_otherFilterConfigured_ownIsFirst() {
    contexts.configure("<MarkerFilter marker='M'/>" + Contexts.plainElements(""));

    Filter[] filters = ((CompositeFilter) configuration().getFilter()).getFiltersArray();
    assertThat(filters).hasSize(2);
    assertThat(filters[0]).isInstanceOf(UsdtFilter.class);
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

    assertThat(logger.isDebugEnabled()).isFalse();
    logger.debug("below");
    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
    assertThat(configuration().getFilter()).isNull();
  }

  @Test
  void restart_tracerStillThere_firesAgain() {
    plain();
    attach();
    for (int i = 0; i < 3; i++) {
      contexts.appender().stop(1, TimeUnit.SECONDS);
      contexts.appender().start();
    }

    logBoth();

    assertBothFiredOnce("log");
    assertThat(configuration().getFilter()).isInstanceOf(UsdtFilter.class);
  }

  @Test
  void reconfigure_probesStayLiveThroughout() {
    plain();
    attach();
    Configuration before = configuration();
    plain();

    logBoth();

    assertThat(configuration()).isNotSameAs(before);
    assertBothFiredOnce("log");
  }

  @Test
  void reconfigure_otherOptions_takeEffectUnderTheTracer() {
    plain();
    attach();
    contexts.configure(Contexts.plainElements("maxMessageBytes='3'"));

    logBoth();

    assertThat(contexts.fired("log", "debug")).containsExactly("bel");
    assertThat(contexts.fired("log", "info")).containsExactly("at ");
  }

  @Test
  void reconfigure_toAConfigurationWithout_leavesNothing() {
    plain();
    attach();
    contexts.configure("<Loggers><Root level='INFO'/></Loggers>");

    logBoth();

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
    assertThat(contexts.tracer.isLive("com_acme_Orders:debug")).isFalse();
  }

  @Test
  void contextStopped_endsProbes() {
    plain();

    contexts.context.stop();

    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void twoContexts_sameProvider_eachFiresItsOwn() {
    plain();
    attach();
    try (Contexts other = new Contexts(contexts.tracer)) {
      other.configure(Contexts.plainElements("")).logger("org.other.O").debug("other");
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
    logger.info("next");
    logger.info("next");

    assertThat(contexts.fired("log", "debug")).containsExactly("below 1");
    assertThat(contexts.fired("log", "info")).containsExactly("at 1", "next", "next");
    assertThat(configuration().getFilter()).isInstanceOf(UsdtFilter.class);
  }

  @Test
  void twoAppenders_sameProviderWithoutBelowLevel_fireOnce() {
    contexts.configure(TWO.formatted("log").replace("<Usdt", "<Usdt captureBelowLevel='false'"));
    attach();

    logBoth();
    logger.info("next");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at 1", "next");
  }

  @Test
  void twoAppenders_twoProviders_fireEachOnce() {
    contexts.configure(TWO.formatted("shop"));
    attach();
    contexts.tracer.attach("shop:debug");
    contexts.tracer.attach("shop:info");

    logBoth();

    assertBothFiredOnce("log");
    assertBothFiredOnce("shop");
  }

  /** As bridges log what they have asked for: past all filters. Log4j uses one event for all. */
  @Test
  void twoAppenders_loggedPastTheFilters_fireEachOnce() {
    contexts.configure(TWO.formatted("shop"));
    attach();
    contexts.tracer.attach("shop:info");

    logPastFilters(logger, 3);

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1", "m2");
    assertThat(contexts.fired("shop", "info")).containsExactly("m0", "m1", "m2");
  }

  @Test
  void twoAppenders_sameProviderLoggedPastTheFilters_fireOnce() {
    contexts.configure(TWO.formatted("log"));
    attach();

    logPastFilters(logger, 3);

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1", "m2");
  }

  @Test
  void twoAppenders_loggedPastTheFiltersAtOneTime_fireEachOnce() {
    contexts.configure(TWO.formatted("log"));
    attach();

    assertEventsOfOneTimeFireEachOnce();
  }

  @Test
  void referencedTwice_oneLoggerAboveTheOther_firesOnce() {
    contexts.configure(TWICE);
    attach();

    logBoth();
    logPastFilters(logger, 2);

    assertThat(contexts.fired("log", "debug")).containsExactly("below 1");
    assertThat(contexts.fired("log", "info")).containsExactly("at 1", "m0", "m1");
  }

  /** No event comes to it twice, so none needs to be told apart from one of the same time. */
  @Test
  void referencedTwice_notOneAboveTheOther_firesAllOfOneTime() {
    contexts.configure(
        """
        <Appenders><Usdt name="USDT"/></Appenders>
        <Loggers>
          <Logger name="com.acme" additivity="false"><AppenderRef ref="USDT"/></Logger>
          <Logger name="org.client"><AppenderRef ref="USDT"/></Logger>
          <Root level="INFO"/>
        </Loggers>
        """);
    attach();

    assertEventsOfOneTimeFireEachOnce();
  }

  @Test
  void referencedTwice_appenderBetweenLogs_firesEachOnce() {
    contexts.configure(TWICE);
    attach();
    Logger client = contexts.logger("org.client.Sender");
    AbstractAppender sender =
        new AbstractAppender("SENDER", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            String message = event.getMessage().getFormattedMessage();
            for (int i = 0; i < 10; i++) {
              client.info("sends {} {}", message, i);
            }
          }
        };
    sender.start();
    configuration().getLoggerConfig("com.acme").addAppender(sender, null, null);

    logger.info("first");
    logger.info("second");

    assertThat(contexts.fired("log", "info"))
        .hasSize(22)
        .doesNotHaveDuplicates()
        .contains("first", "sends first 0", "second", "sends second 9");
  }

  /** As of a coarse clock. */
  private void assertEventsOfOneTimeFireEachOnce() {
    for (int i = 0; i < 3; i++) {
      logPastFilters(logger, new AtOneTime("m" + i));
    }

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1", "m2");
  }

  private static void logPastFilters(Logger logger, int events) {
    for (int i = 0; i < events; i++) {
      logPastFilters(logger, new SimpleMessage("m" + i));
    }
  }

  private static void logPastFilters(Logger logger, Message message) {
    logger.logMessage(LifecycleTest.class.getName(), Level.INFO, null, message, null);
  }

  private static final class AtOneTime extends SimpleMessage implements TimestampMessage {
    private static final long serialVersionUID = 1L;

    AtOneTime(String text) {
      super(text);
    }

    @Override
    public long getTimestamp() {
      return 1;
    }
  }

  @Test
  void twoAppenders_oneStops_otherGoesOn() {
    contexts.configure(TWO.formatted("shop"));
    configuration().getAppender("SHOP").stop();
    attach();

    logger.debug("below {}", 1);

    assertThat(contexts.fired("log", "debug")).containsExactly("below 1");
    assertThat(contexts.tracer.isLive("shop:debug")).isFalse();
  }

  /** A configuration made by a program, started in a context that it does not know. */
  @Test
  void builder_inAProgram_works() {
    plain();
    Configuration live = configuration();
    live.addFilter(ThresholdFilter.createFilter(Level.TRACE, null, null));
    UsdtAppender appender =
        UsdtAppender.newBuilder()
            .setName("PROGRAM")
            .setConfiguration(live)
            .setProvider("program")
            .setProbes(Probes.of("com.acme", "acme"))
            .setCaptureBelowLevel(true)
            .setCaptureGuarded(true)
            .setMdcIncluded("*")
            .setMdcExcluded("secret")
            .setMdcArgs("tenant")
            .setMaxMessageBytes(100)
            .setMaxRecordBytes(1000)
            .setIncludeStackTrace(true)
            .setIncludeCaller(true)
            .setRequired(true)
            .build();
    appender.start();
    live.addAppender(appender);
    contexts.tracer.attach("program:debug");
    contexts.tracer.attach("acme:debug");

    logger.debug("m");

    assertThat(contexts.fired("program", "debug")).containsExactly("m");
    assertThat(contexts.fired("acme", "debug")).containsExactly("m");
  }

  @Test
  void builder_withoutConfiguration_saysSo() {
    assertThat(UsdtAppender.newBuilder().setName("LOST").build()).isNull();

    assertThat(contexts.statuses())
        .contains("Usdt LOST: configuration is missing: call setConfiguration on the builder");
  }

  @Test
  void configurationOfNoContext_start_usesTheCurrentOne() {
    Configuration homeless = new DefaultConfiguration();
    assertThat(homeless.getLoggerContext()).isNull();
    LoggerContext current = LoggerContext.getContext(false);
    UsdtAppender appender =
        UsdtAppender.newBuilder().setName("HOMELESS").setConfiguration(homeless).build();

    appender.start();
    try {
      assertThat(contexts.tracer.isLive("log:debug")).isTrue();
      assertThat(current.getObject(ContextBridge.class.getName())).isNotNull();
    } finally {
      appender.stop();
    }
  }

  @Test
  void noOp_startsSaysWhyAndDoesNothing() {
    configureWhereProbesAreImpossible("");

    logBoth();

    assertThat(contexts.statuses())
        .containsExactly("no USDT probes, the application runs without: not Linux");
    assertThat(contexts.appender().isStarted()).isTrue();
    assertThat(configuration().getFilter()).isNull();
    assertThat(contexts.shown()).containsExactly("at 1");
  }

  @Test
  void noOp_required_doesNotStart() {
    configureWhereProbesAreImpossible("required='true'");

    assertThat(contexts.statuses())
        .contains("USDT probes are required and cannot be had: not Linux");
    assertThat(contexts.appender().isStarted()).isFalse();
  }

  private void configureWhereProbesAreImpossible(String options) {
    try (Backends.Scope scope = Backends.use(new NoOpBackend("not Linux"))) {
      contexts.configure(Contexts.plainElements(options));
      assertThat(scope).isNotNull();
    }
  }
}
