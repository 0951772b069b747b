package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.OptionsContract;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Options as they stand in log4j2.xml. */
final class OptionsTest extends OptionsContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected String maskingLayout() {
    return "<PatternLayout pattern=\"%replace{%msg}{[0-9]{4,}}{****}\"/>";
  }

  @Override
  protected String secretFilter() {
    return "<RegexFilter regex='.*secret.*' onMatch='DENY' onMismatch='NEUTRAL'/>";
  }

  /** Log4j makes an event without asking a guard. */
  @Override
  protected List<String> firedWithGuardsLeftAlone() {
    return List.of("plain", "fluent");
  }

  @Override
  protected String complaint(String problem) {
    return "Usdt USDT: " + problem;
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "provider='my-app'", "provider: my-app is not a name that every tracer can type"),
        Arguments.of("maxMessageBytes='0'", "maxMessageBytes: 0 is less than 1"),
        Arguments.of("maxMessageBytes='4k'", "maxMessageBytes: 4k is no number"),
        Arguments.of("captureGuarded='yes'", "captureGuarded: yes is neither true nor false"),
        Arguments.of("maxRecordBytes='20'", "maxRecordBytes: 20 is less than 128"),
        Arguments.of(
            "mdcArgs='a,b,c,d,e,f,g'", "mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys"),
        Arguments.of("><Probes provider='bank'/></Usdt>", "probes: logger is missing"),
        Arguments.of("><Probes logger='a'/></Usdt>", "probes: provider is missing"),
        Arguments.of("mdcArgs='pin' mdcExcluded='*'", "mdcArgs: pin is excluded by"));
  }

  @Test
  void mistake_anyOfThem_leavesNoAppender() {
    configure("maxMessageBytes='0'");

    assertThat(contexts.appender()).isNull();
  }

  @Test
  void mdc_severalValues_areSorted() {
    configure("");

    logAttached("m", "tenant", "acme corp", "request", "r1");

    assertThat(contexts.events("log", "debug").get(0).get(3))
        .isEqualTo("request=r1 tenant=\"acme corp\"");
  }

  @Test
  void captureBelowLevel_falseAndAsynchronous_firesAtLevelOnly() {
    try (Contexts async = Contexts.async("captureBelowLevel='false'")) {
      Logger logger = async.logger(Contexts.ORDERS);
      async.attach("log:info");
      async.attach("log:debug");

      logger.debug("below");
      assertThat(logger.isDebugEnabled()).isFalse();
      logger.info("at");

      assertThat(async.shown()).containsExactly("at");
      assertThat(async.fired("log", "debug")).isEmpty();
      assertThat(async.fired("log", "info")).containsExactly("at");
    }
  }

  @Test
  void layout_withLocation_knowsTheCaller() {
    configure("><PatternLayout pattern='%C{1}.%M'/></Usdt>");
    Logger logger = contexts.logger(Contexts.ORDERS);
    contexts.attach("log:debug");

    logger.debug("m");
    logger.atDebug().log("m");

    assertThat(contexts.fired("log", "debug"))
        .containsExactly(
            "OptionsTest.layout_withLocation_knowsTheCaller",
            "OptionsTest.layout_withLocation_knowsTheCaller");
  }
}
