package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.LifecycleContract;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.core.filter.ThresholdFilter;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.TimestampMessage;
import org.junit.jupiter.api.Test;

/** Starts, stops, reconfigurations, and several of everything. */
final class LifecycleTest extends LifecycleContract<Contexts> {
  /** An option in which two appenders differ. */
  private static final String SHORTER = " maxMessageBytes='100'";

  private final Logger log4j = contexts.logger(Contexts.ORDERS);

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected int eventsBetween() {
    return 10;
  }

  private Configuration configuration() {
    return contexts.context.getConfiguration();
  }

  @Test
  void start_otherFilterConfigured_ownIsFirst() {
    contexts.configure("<MarkerFilter marker='M'/>" + contexts.one(""));

    Filter[] filters = ((CompositeFilter) configuration().getFilter()).getFiltersArray();
    assertThat(filters).hasSize(2);
    assertThat(filters[0]).isInstanceOf(UsdtFilter.class);
  }

  @Test
  void configuredAgain_attached_hasANewConfiguration() {
    plain();
    Configuration before = configuration();

    contexts.reconfigure(contexts.one(""));

    assertThat(configuration()).isNotSameAs(before);
    assertThat(configuration().getFilter()).isInstanceOf(UsdtFilter.class);
  }

  @Test
  void contextStopped_endsProbes() {
    plain();

    contexts.context.stop();

    assertThat(contexts.isLive("log:debug")).isFalse();
  }

  /** Logs like bridges that have asked a guard: past all filters. Log4j uses one event for all. */
  @Test
  void twoAppenders_loggedPastTheFilters_fireEachOnce() {
    contexts.configure(contexts.two("shop", "", SHORTER));
    attach();
    contexts.attach("shop:info");

    logPastFilters(log4j, 3);

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1", "m2");
    assertThat(contexts.fired("shop", "info")).containsExactly("m0", "m1", "m2");
  }

  @Test
  void twoAppenders_sameProviderLoggedPastTheFilters_fireOnce() {
    contexts.configure(contexts.two("log", "", SHORTER));
    attach();

    logPastFilters(log4j, 3);

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1", "m2");
  }

  @Test
  void twoAppenders_loggedPastTheFiltersAtOneTime_fireEachOnce() {
    contexts.configure(contexts.two("log", "", SHORTER));
    attach();

    assertEventsOfOneTimeFireEachOnce();
  }

  @Test
  void referencedTwice_loggedPastTheFilters_firesEachOnce() {
    contexts.configure(contexts.twice());
    attach();

    logPastFilters(log4j, 2);

    assertThat(contexts.fired("log", "info")).containsExactly("m0", "m1");
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
    contexts.attach("program:debug");
    contexts.attach("acme:debug");

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
      assertThat(contexts.isLive("log:debug")).isTrue();
      assertThat(current.getObject(ContextBridge.class.getName() + ".ContextProbes")).isNotNull();
    } finally {
      appender.stop();
    }
  }

  /** Shows the same time for many events, like a coarse clock. */
  private void assertEventsOfOneTimeFireEachOnce() {
    for (int i = 0; i < 3; i++) {
      logPastFilters(log4j, new AtOneTime("m" + i));
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
}
