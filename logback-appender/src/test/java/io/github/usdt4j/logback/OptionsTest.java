package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.spi.BasicSequenceNumberGenerator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

/** Options as they stand in logback.xml. */
final class OptionsTest {
  private Contexts contexts;
  private Logger logger;

  private void configure(String options) {
    contexts = Contexts.plain(options);
    logger = contexts.logger(Contexts.EARLY);
  }

  @AfterEach
  void close() {
    MDC.clear();
    contexts.close();
  }

  /** Attaches, and logs with this in the context. */
  private void logAttached(String message, String... mdc) {
    contexts.tracer.attach("log:debug");
    for (int i = 0; i < mdc.length; i += 2) {
      contexts.context.getMDCAdapter().put(mdc[i], mdc[i + 1]);
    }
    logger.debug(message);
    contexts.context.getMDCAdapter().clear();
  }

  private List<Object> event() {
    return contexts.events("log", "debug").get(0);
  }

  @Test
  void provider_isTheRootProvider() {
    configure("<provider>shop</provider>");
    assertThat(contexts.tracer.attach("shop:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("shop", "debug")).containsExactly("m");
    assertThat(contexts.tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void probes_subtree_hasItsProvider() {
    configure(
        """
        <probes><logger>com.acme</logger><provider>acme</provider></probes>
        <probes><logger>org.bank</logger><provider>bank</provider></probes>
        """);
    assertThat(contexts.tracer.attach("acme:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("acme", "debug")).containsExactly("m");
  }

  @Test
  void captureBelowLevel_false_leavesNoFilter() {
    configure("<captureBelowLevel>false</captureBelowLevel>");
    contexts.tracer.attach("log:info");

    logAttached("below");
    logger.info("at");

    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  @Test
  void captureGuarded_false_leavesGuardsAlone() {
    configure("<captureGuarded>false</captureGuarded>");

    logAttached("plain");

    assertThat(logger.isDebugEnabled()).isFalse();
    logger.atDebug().log("fluent");
    assertThat(contexts.fired("log", "debug")).containsExactly("plain");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void mdc_byDefault_isAllThere() {
    configure("");

    logAttached("m", "tenant", "acme corp");

    assertThat(event().get(3)).isEqualTo("tenant=\"acme corp\"");
  }

  @Test
  void mdcIncludedAndExcluded_lists_excludeWins() {
    configure(
        """
        <mdcIncluded>tenant,user*</mdcIncluded>
        <mdcIncluded>request</mdcIncluded>
        <mdcExcluded>userSecret</mdcExcluded>
        """);

    logAttached("m", "tenant", "t", "userSecret", "s", "request", "r", "other", "o");

    assertThat(event().get(3).toString().split(" "))
        .containsExactlyInAnyOrder("tenant=t", "request=r");
  }

  @Test
  void mdcArgs_six_areArgumentsOfTheirOwn() {
    configure("<mdcArgs>a, b, c</mdcArgs><mdcArgs>d,e,f</mdcArgs>");

    logAttached("m", "a", "1", "b", "2", "c", "3", "d", "4", "f", "6");

    assertThat(event().subList(4, 6)).containsExactly("1", "2");
    assertThat(event().subList(8, 12)).containsExactly("3", "4", "", "6");
  }

  @Test
  void layout_pattern_replacesTheMessage() {
    configure(
        """
        <layout class="ch.qos.logback.classic.PatternLayout">
          <pattern>%replace(%msg){'[0-9]{4,}', '****'}</pattern>
        </layout>
        """);

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
  void maxMessageBytes_longMessage_isCut() {
    configure("<maxMessageBytes>10</maxMessageBytes>");

    logAttached("0123456789abc");

    assertThat(contexts.fired("log", "debug")).containsExactly("0123456789");
  }

  @Test
  void maxRecordBytes_longMessage_isCut() {
    configure("<maxRecordBytes>200</maxRecordBytes>");
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
    configure(
        "<includeStackTrace>true</includeStackTrace><includeCaller>true</includeCaller>"
            + "<maxRecordBytes>20000</maxRecordBytes>");
    contexts.tracer.attach("log:debug_json");
    contexts.tracer.attach("log:info_json");

    logger.debug("below", new IllegalStateException("cause"));
    logger.atDebug().log("fluent");
    logger.info("at");

    String here = getClass().getName() + ".includeStackTraceAndCaller_areInTheRecord(OptionsTest";
    assertThat(contexts.fired("log", "debug_json"))
        .allSatisfy(json -> assertThat(json).asString().contains("\"caller\":\"" + here));
    assertThat(contexts.fired("log", "debug_json").get(0).toString())
        .contains(
            "\"stack\":\"java.lang.IllegalStateException: cause\\n\\tat " + getClass().getName());
    assertThat(contexts.fired("log", "info_json").get(0).toString())
        .contains("\"caller\":\"" + here);
  }

  @Test
  void filter_ofTheAppender_countsBelowTheLevelToo() {
    configure(
        """
        <filter class="io.github.usdt4j.logback.OptionsTest$NoSecrets"/>
        """);
    contexts.tracer.attach("log:info");

    logAttached("below");
    logger.debug("a secret below");
    logger.info("a secret");
    logger.info("at");

    assertThat(contexts.fired("log", "debug")).containsExactly("below");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.shown()).containsExactly("a secret", "at");
  }

  /** A filter as an application may have one. */
  public static final class NoSecrets
      extends ch.qos.logback.core.filter.Filter<ch.qos.logback.classic.spi.ILoggingEvent> {
    @Override
    public ch.qos.logback.core.spi.FilterReply decide(
        ch.qos.logback.classic.spi.ILoggingEvent event) {
      return event.getFormattedMessage().contains("secret")
          ? ch.qos.logback.core.spi.FilterReply.DENY
          : ch.qos.logback.core.spi.FilterReply.NEUTRAL;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<provider>my-app</provider> | provider: my-app is not a name that every tracer can type",
        "<maxMessageBytes>0</maxMessageBytes> | maxMessageBytes: 0 is less than 1",
        "<maxRecordBytes>20</maxRecordBytes> | maxRecordBytes: 20 is less than 128",
        "<mdcArgs>a,b,c,d,e,f,g</mdcArgs> | mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys",
        "<probes><provider>bank</provider></probes> | probes: logger is missing",
        "<probes><logger>a</logger></probes> | probes: provider is missing",
        "<probes logger='a' provider='b'/> | probes: Logback reads no attributes; write",
        "<mdcExclude>token</mdcExclude> | not started because of this mistake: Ignoring unknown",
        "<maxMessageBytes>1k</maxMessageBytes> | not started because of this mistake: Failed to set",
        "<required>perhaps</required> | not started because of this mistake: Failed to set",
        "<layout class='no.Such'/> | not started because of this mistake: Could not create",
        "<probes><logger>a</logger><name>b</name><provider>c</provider></probes> | not started",
        "<mdcArgs>pin</mdcArgs><mdcExcluded>*</mdcExcluded> | mdcArgs: pin is excluded by",
      })
  void mistake_isAnErrorStatusAndTheAppenderDoesNotStart(String options, String problem) {
    configure(options);

    assertThat(contexts.statuses()).anyMatch(text -> text.startsWith(problem));
    assertThat(contexts.context.getStatusManager().getCopyOfStatusListenerList()).isEmpty();
    assertThat(contexts.appender().isStarted()).isFalse();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    logger.info("the application goes on");
    assertThat(contexts.shown()).containsExactly("the application goes on");
  }

  /** Others print the numbers: no event of a tracer's own may take one. */
  @Test
  void sequenceNumbers_attached_haveNoGaps() {
    configure("<includeCaller>true</includeCaller>");
    BasicSequenceNumberGenerator numbers = new BasicSequenceNumberGenerator();
    contexts.context.setSequenceNumberGenerator(numbers);
    long first = numbers.nextSequenceNumber();
    contexts.tracer.attach("log:debug_json");

    logAttached("plain");
    logger.debug("parametrised {}", 1, new IllegalStateException("last argument"));
    logger.debug("throwable", new IllegalStateException("cause"));
    logger.atDebug().setCause(new IllegalStateException("cause")).log("fluent {}", 2);

    assertThat(numbers.nextSequenceNumber()).isEqualTo(first + 1);
    assertThat(contexts.events("log", "debug"))
        .extracting(event -> event.get(0) + "|" + event.get(7))
        .containsExactly(
            "plain|",
            "parametrised 1|java.lang.IllegalStateException: last argument",
            "throwable|java.lang.IllegalStateException: cause",
            "fluent 2|java.lang.IllegalStateException: cause");
    assertThat(contexts.fired("log", "debug_json"))
        .allSatisfy(
            json -> assertThat(json).asString().contains("\"caller\":\"" + getClass().getName()));
  }

  @Test
  void defaults_haveNoComplaints() {
    configure("");

    assertThat(contexts.statuses()).isEmpty();
    assertThat(contexts.context.getStatusManager().getCopyOfStatusListenerList()).isEmpty();
    assertThat(contexts.appender().isStarted()).isTrue();
  }
}
