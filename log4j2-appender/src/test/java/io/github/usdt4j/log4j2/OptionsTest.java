package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options as they stand in log4j2.xml. */
final class OptionsTest {
  private Contexts contexts;
  private Logger logger;

  private void configure(String options) {
    contexts = Contexts.plain(options);
    logger = contexts.logger(Contexts.ORDERS);
  }

  @AfterEach
  void close() {
    ThreadContext.clearAll();
    contexts.close();
  }

  /** Attaches, and logs with this in the context. */
  private void logAttached(String message, String... context) {
    contexts.tracer.attach("log:debug");
    for (int i = 0; i < context.length; i += 2) {
      ThreadContext.put(context[i], context[i + 1]);
    }
    logger.debug(message);
    ThreadContext.clearAll();
  }

  private List<Object> event() {
    return contexts.events("log", "debug").get(0);
  }

  @Test
  void provider_isTheRootProvider() {
    configure("provider='shop'");
    assertThat(contexts.tracer.attach("shop:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("shop", "debug")).containsExactly("m");
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void probes_subtree_hasItsProvider() {
    configure(
        """
        >
          <Probes logger="com.acme" provider="acme"/>
          <Probes logger="org.bank" provider="bank"/>
        </Usdt>
        """);
    assertThat(contexts.tracer.attach("acme:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("acme", "debug")).containsExactly("m");
  }

  @Test
  void captureBelowLevel_false_leavesNoFilter() {
    configure("captureBelowLevel='false'");
    contexts.tracer.attach("log:info");

    logAttached("below");
    logger.info("at");

    assertThat(contexts.context.getConfiguration().getFilter()).isNull();
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  @Test
  void captureBelowLevel_falseAndAsynchronous_firesAtLevelOnly() {
    contexts = Contexts.async("captureBelowLevel='false'");
    logger = contexts.logger(Contexts.ORDERS);
    contexts.tracer.attach("log:info");

    logAttached("below");
    assertThat(logger.isDebugEnabled()).isFalse();
    logger.info("at");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  @Test
  void captureGuarded_false_leavesGuardsAlone() {
    configure("captureGuarded='false'");

    logAttached("plain");

    assertThat(logger.isDebugEnabled()).isFalse();
    logger.atDebug().log("fluent");
    assertThat(contexts.fired("log", "debug")).containsExactly("plain", "fluent");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void mdc_byDefault_isAllThere() {
    configure("");

    logAttached("m", "tenant", "acme corp", "request", "r1");

    assertThat(event().get(3)).isEqualTo("request=r1 tenant=\"acme corp\"");
  }

  @Test
  void mdcIncludedAndExcluded_lists_excludeWins() {
    configure("mdcIncluded='tenant, user*, request' mdcExcluded='userSecret'");

    logAttached("m", "tenant", "t", "userSecret", "s", "request", "r", "other", "o");

    assertThat(event().get(3)).isEqualTo("request=r tenant=t");
  }

  @Test
  void mdcArgs_six_areArgumentsOfTheirOwn() {
    configure("mdcArgs='a, b, c,d,e,f'");

    logAttached("m", "a", "1", "b", "2", "c", "3", "d", "4", "f", "6");

    assertThat(event().subList(4, 6)).containsExactly("1", "2");
    assertThat(event().subList(8, 12)).containsExactly("3", "4", "", "6");
  }

  @Test
  void layout_pattern_replacesTheMessage() {
    configure("><PatternLayout pattern=\"%replace{%msg}{[0-9]{4,}}{****}\"/></Usdt>");

    logAttached("card 123456789");
    contexts.tracer.attach("log:info_json");
    logger.info("card 123456789");

    assertThat(contexts.fired("log", "debug")).containsExactly("card ****");
    assertThat(contexts.fired("log", "info_json"))
        .singleElement()
        .asString()
        .contains("\"message\":\"card ****\"")
        .doesNotContain("123456789");
    assertThat(contexts.shown()).containsExactly("card 123456789");
  }

  @Test
  void layout_withLocation_knowsTheCaller() {
    configure("><PatternLayout pattern='%C{1}.%M'/></Usdt>");

    logAttached("m");
    logger.atDebug().log("m");

    assertThat(contexts.fired("log", "debug"))
        .containsExactly(
            "OptionsTest.logAttached", "OptionsTest.layout_withLocation_knowsTheCaller");
  }

  @Test
  void maxMessageBytes_longMessage_isCut() {
    configure("maxMessageBytes='10'");

    logAttached("0123456789abc");

    assertThat(contexts.fired("log", "debug")).containsExactly("0123456789");
  }

  @Test
  void maxRecordBytes_longMessage_isCut() {
    configure("maxRecordBytes='200'");
    contexts.tracer.attach("log:debug_json");

    logger.debug("m".repeat(1000));

    assertThat(contexts.fired("log", "debug_json"))
        .singleElement()
        .asString()
        .hasSize(200)
        .endsWith(",\"truncated\":true}");
  }

  @Test
  void includeStackTraceAndCaller_areInTheRecord() {
    configure("includeStackTrace='true' includeCaller='true' maxRecordBytes='20000'");
    contexts.tracer.attach("log:debug_json");
    contexts.tracer.attach("log:info_json");

    logger.debug("below", new IllegalStateException("cause"));
    logger.atDebug().log("fluent");
    logger.info("at");

    String here = getClass().getName() + ".includeStackTraceAndCaller_areInTheRecord(OptionsTest";
    assertThat(contexts.fired("log", "debug_json"))
        .hasSize(2)
        .allSatisfy(json -> assertThat(json).asString().contains("\"caller\":\"" + here));
    assertThat(contexts.fired("log", "debug_json").get(0).toString())
        .contains(
            "\"stack\":\"java.lang.IllegalStateException: cause\\n\\tat " + getClass().getName());
    assertThat(contexts.fired("log", "info_json").get(0).toString())
        .contains("\"caller\":\"" + here);
  }

  @Test
  void filter_ofTheAppender_countsBelowTheLevelToo() {
    configure("><RegexFilter regex='.*secret.*' onMatch='DENY' onMismatch='NEUTRAL'/></Usdt>");
    contexts.tracer.attach("log:info");

    logAttached("below");
    logger.debug("a secret below");
    logger.info("a secret");
    logger.info("at");

    assertThat(contexts.fired("log", "debug")).containsExactly("below");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.shown()).containsExactly("a secret", "at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "provider='my-app' | provider: my-app is not a name that every tracer can type",
        "maxMessageBytes='0' | maxMessageBytes: 0 is less than 1",
        "maxRecordBytes='20' | maxRecordBytes: 20 is less than 128",
        "mdcArgs='a,b,c,d,e,f,g' | mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys",
        "><Probes provider='bank'/></Usdt> | probes: logger is missing",
        "><Probes logger='a'/></Usdt> | probes: provider is missing",
        "mdcArgs='pin' mdcExcluded='*' | mdcArgs: pin is excluded by",
      })
  void mistake_isAnErrorStatusAndThereIsNoAppender(String options, String problem) {
    configure(options);

    assertThat(contexts.statuses()).anyMatch(text -> text.startsWith("Usdt USDT: " + problem));
    assertThat(contexts.appender()).isNull();
    assertThat(contexts.context.getConfiguration().getFilter()).isNull();
    logger.info("the application goes on");
    assertThat(contexts.shown()).containsExactly("the application goes on");
  }

  @Test
  void defaults_haveNoComplaints() {
    configure("");

    assertThat(contexts.statuses()).isEmpty();
    assertThat(contexts.appender().isStarted()).isTrue();
  }
}
