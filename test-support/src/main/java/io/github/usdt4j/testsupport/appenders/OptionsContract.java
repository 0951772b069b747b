package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the options of an appender, as they stand in a file of its framework.
 *
 * <p>The class that extends it has a static method {@code mistakes}: options, and how the complaint
 * about them begins.
 */
public abstract class OptionsContract<F extends Fixture> extends FixtureContract<F> {
  private LogCalls logger;

  /** Returns a layout that replaces each four digits or more by four stars. */
  protected abstract String maskingLayout();

  /** Returns a filter of the appender that denies messages with "secret" in them. */
  protected abstract String secretFilter();

  /** Returns what fires of a plain and a fluent call where guards are left alone. */
  protected abstract List<String> firedWithGuardsLeftAlone();

  /** Begins the complaints of the appender's status. */
  protected abstract String complaint(String problem);

  /** Configures the appender with these options. */
  protected final void configure(String options) {
    contexts.configure(contexts.one(options));
    logger = contexts.calls(Fixture.ORDERS);
  }

  /** Attaches, and logs with this in the context. */
  protected final void logAttached(String message, String... context) {
    contexts.attach("log:debug");
    for (int i = 0; i < context.length; i += 2) {
      contexts.put(context[i], context[i + 1]);
    }
    logger.debug(message);
    contexts.clearContext();
  }

  private List<Object> event() {
    return contexts.events("log", "debug").get(0);
  }

  private String option(String name, Object value) {
    return contexts.option(name, value.toString());
  }

  @Test
  void provider_isTheRootProvider() {
    configure(option("provider", "shop"));
    assertThat(contexts.attach("shop:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("shop", "debug")).containsExactly("m");
    assertThat(contexts.isLive("log:debug")).isFalse();
  }

  @Test
  void probes_subtree_hasItsProvider() {
    configure(
        contexts.nested(contexts.probes("com.acme", "acme") + contexts.probes("org.bank", "bank")));
    assertThat(contexts.attach("acme:debug")).isEqualTo(1);

    logger.debug("m");

    assertThat(contexts.fired("acme", "debug")).containsExactly("m");
  }

  @Test
  void captureBelowLevel_false_firesWhatPassesItsLevel() {
    configure(option("captureBelowLevel", false));
    contexts.attach("log:info");

    logAttached("below");
    logger.info("at");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at");
  }

  @Test
  void captureGuarded_false_leavesGuardsAlone() {
    configure(option("captureGuarded", false));

    logAttached("plain");

    assertThat(logger.isEnabled("debug")).isFalse();
    logger.fluent("debug", "fluent");
    assertThat(contexts.fired("log", "debug")).isEqualTo(firedWithGuardsLeftAlone());
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void mdc_byDefault_isAllThere() {
    configure("");

    logAttached("m", "tenant", "acme corp");
    logger.debug("m");

    assertThat(contexts.events("log", "debug"))
        .extracting(event -> event.get(3))
        .containsExactly("tenant=\"acme corp\"", "");
  }

  @Test
  void mdcIncludedAndExcluded_lists_excludeWins() {
    configure(
        option("mdcIncluded", "tenant, user*, request") + option("mdcExcluded", "userSecret"));

    logAttached("m", "tenant", "t", "userSecret", "s", "request", "r", "other", "o");

    assertThat(event().get(3).toString().split(" "))
        .containsExactlyInAnyOrder("tenant=t", "request=r");
  }

  @Test
  void loggersIncludedAndExcluded_lists_excludeWins() {
    configure(
        option("loggersIncluded", "com.acme.*, org.x") + option("loggersExcluded", "*.Secret"));
    List<String> names = List.of("com.acme.Shown", "com.acme.Secret", "org.x", "org.y");
    names.forEach(contexts::calls);
    contexts.attachToOwn("com.acme.Shown");
    contexts.attach("log:info");
    contexts.attach("log:warn");
    contexts.attach("*:debug");

    for (String name : names) {
      LogCalls calls = contexts.calls(name);
      calls.log("info", "at");
      calls.debug("below");
      if (calls.isEnabled("debug")) {
        calls.log("warn", name);
      }
    }

    assertThat(contexts.fired())
        .extracting(fired -> fired.arguments().get(1))
        .containsOnly("com.acme.Shown", "org.x");
    assertThat(contexts.fired("log", "debug")).hasSize(2);
    assertThat(contexts.fired("log", "info")).hasSize(2);
    assertThat(contexts.fired("log", "warn")).containsExactly("com.acme.Shown", "org.x");
    assertThat(contexts.isLive("com_acme_Secret:debug")).isFalse();
  }

  @Test
  void mdcArgs_six_areArgumentsOfTheirOwn() {
    configure(option("mdcArgs", "a, b, c,d,e,f"));

    logAttached("m", "a", "1", "b", "2", "c", "3", "d", "4", "f", "6");

    assertThat(event().subList(4, 6)).containsExactly("1", "2");
    assertThat(event().subList(8, 12)).containsExactly("3", "4", "", "6");
  }

  @Test
  void layout_pattern_replacesTheMessage() {
    configure(contexts.nested(maskingLayout()));

    logAttached("card 123456789");
    contexts.attach("log:info_json");
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
    configure(option("maxMessageBytes", 10));

    logAttached("0123456789abc");

    assertThat(contexts.fired("log", "debug")).containsExactly("0123456789");
  }

  @Test
  void maxOwnProviders_none_leavesTheRootProviderAloneAndSaysSo() {
    configure(option("maxOwnProviders", 0));
    Await.until(
        () -> "maxOwnProviders in " + contexts.statuses(),
        () -> contexts.statuses().stream().anyMatch(status -> status.contains("maxOwnProviders")));

    logAttached("once");

    assertThat(contexts.fired("log", "debug")).containsExactly("once");
    assertThat(contexts.isLive("com_acme_Orders:debug")).isFalse();
  }

  @Test
  void maxRecordBytes_longMessage_isCut() {
    configure(option("maxRecordBytes", 200));
    contexts.attach("log:debug_json");

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
        option("includeStackTrace", true)
            + option("includeCaller", true)
            + option("maxRecordBytes", 20_000));
    contexts.attach("log:debug_json");
    contexts.attach("log:info_json");

    logger.debug("below", new IllegalStateException("cause"));
    logger.fluent("debug", "fluent");
    logger.info("at");

    List<Object> below = contexts.fired("log", "debug_json");
    assertThat(below).hasSize(2);
    assertThat(below.get(0).toString())
        .contains(caller("log"))
        .contains(
            "\"stack\":\"java.lang.IllegalStateException: cause\\n\\tat "
                + OptionsContract.class.getName());
    assertThat(below.get(1).toString()).contains(caller("fluent"));
    assertThat(contexts.fired("log", "info_json").get(0).toString()).contains(caller("log"));
  }

  /** Returns how a record names the caller: {@link LogCalls} calls the logger's methods. */
  private String caller(String method) {
    Class<?> calls = logger.getClass();
    return "\"caller\":\"%s.%s(%s.java:"
        .formatted(calls.getName(), method, calls.getNestHost().getSimpleName());
  }

  @Test
  void filter_ofTheAppender_countsBelowTheLevelToo() {
    configure(contexts.nested(secretFilter()));
    contexts.attach("log:info");

    logAttached("below");
    logger.debug("a secret below");
    logger.info("a secret");
    logger.info("at");

    assertThat(contexts.fired("log", "debug")).containsExactly("below");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.shown()).containsExactly("a secret", "at");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isAnErrorStatusAndTheAppenderDoesNotStart(String options, String problem) {
    configure(options);

    assertThat(contexts.statuses()).anyMatch(text -> text.startsWith(complaint(problem)));
    assertThat(contexts.isStarted("USDT")).isFalse();
    assertThat(contexts.filters()).isZero();
    logger.info("the application goes on");
    assertThat(contexts.shown()).containsExactly("the application goes on");
  }

  @Test
  void defaults_haveNoComplaints() {
    configure("");

    assertThat(contexts.statuses()).isEmpty();
    assertThat(contexts.isStarted("USDT")).isTrue();
  }
}
