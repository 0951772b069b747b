package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that an appender starts, stops and is configured again, and that there may be several of
 * everything.
 */
public abstract class LifecycleContract<F extends Fixture> extends FixtureContract<F> {
  /** Holds the logger that {@link #logBoth} calls. */
  protected final LogCalls logger = contexts.calls(Fixture.ORDERS);

  /** Returns how many events may come between an appender's two turns with one event. */
  protected abstract int eventsBetween();

  /** Attaches to debug and info, which are there. */
  protected final void attach() {
    assertThat(contexts.attach("log:debug")).isEqualTo(1);
    assertThat(contexts.attach("log:info")).isEqualTo(1);
  }

  /** Logs once below the level and once at it. */
  protected final void logBoth() {
    contexts.clearFired();
    logger.debug("below {}", 1);
    logger.info("at {}", 1);
  }

  /** Asserts that each event of {@link #logBoth} has fired once. */
  protected final void assertBothFiredOnce(String provider) {
    assertThat(contexts.fired(provider, "debug")).containsExactly("below 1");
    assertThat(contexts.fired(provider, "info")).containsExactly("at 1");
  }

  /** Configures our appender without options. */
  protected final void plain() {
    contexts.configure(contexts.one(""));
  }

  @Test
  void start_twice_firesOnce() {
    plain();
    contexts.start("USDT");
    attach();

    logBoth();

    assertBothFiredOnce("log");
  }

  @Test
  void stop_attached_endsProbesAndFilter() {
    plain();
    attach();

    contexts.stop("USDT");
    contexts.stop("USDT");
    logBoth();

    assertThat(contexts.fired()).isEmpty();
    assertThat(contexts.isLive("log:debug")).isFalse();
    assertThat(contexts.filters()).isZero();
    assertThat(logger.isEnabled("debug")).isFalse();
    assertThat(contexts.shown()).containsExactly("at 1");
  }

  @Test
  void restart_tracerStillThere_firesAgain() {
    plain();
    attach();
    for (int i = 0; i < 3; i++) {
      contexts.stop("USDT");
      contexts.start("USDT");
    }

    logBoth();

    assertBothFiredOnce("log");
    assertThat(contexts.filters()).isEqualTo(1);
  }

  @Test
  void configuredAgain_attached_firesOnce() {
    plain();
    attach();
    contexts.reconfigure(contexts.one(""));

    logBoth();

    assertBothFiredOnce("log");
    assertThat(contexts.filters()).isEqualTo(1);
  }

  @Test
  void configuredAgain_otherOptions_takeEffectUnderTheTracer() {
    plain();
    attach();
    contexts.reconfigure(contexts.one(contexts.option("maxMessageBytes", "3")));

    logBoth();

    assertThat(contexts.fired("log", "debug")).containsExactly("bel");
    assertThat(contexts.fired("log", "info")).containsExactly("at ");
  }

  @Test
  void configuredAgain_withoutTheAppender_leavesNothing() {
    plain();
    attach();
    contexts.reconfigure(contexts.none());

    logBoth();

    assertThat(contexts.fired()).isEmpty();
    assertThat(contexts.isLive("log:debug")).isFalse();
    assertThat(contexts.isLive("com_acme_Orders:debug")).isFalse();
  }

  @Test
  void twoContexts_sameProvider_eachFiresItsOwn() {
    plain();
    attach();
    try (Fixture other = contexts.another()) {
      other.configure(other.one(""));
      other.calls("org.other.O").debug("other");
      logger.debug("own");
    }
    logger.debug("after");

    assertThat(contexts.fired("log", "debug")).containsExactly("other", "own", "after");
  }

  @Test
  void twoAppenders_sameProvider_fireOnce() {
    contexts.configure(contexts.two("log", "", ""));
    attach();

    logBoth();
    logger.fluent("debug", "fluent");
    logger.info("next");
    logger.info("next");

    assertThat(contexts.fired("log", "debug")).containsExactly("below 1", "fluent");
    assertThat(contexts.fired("log", "info")).containsExactly("at 1", "next", "next");
    assertThat(contexts.filters()).isEqualTo(1);
  }

  @Test
  void twoAppenders_sameProviderWithoutBelowLevel_fireOnce() {
    String noCapture = contexts.option("captureBelowLevel", "false");
    contexts.configure(contexts.two("log", noCapture, noCapture));
    attach();

    logBoth();
    logger.info("next");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("at 1", "next");
  }

  @Test
  void twoAppenders_twoProviders_fireEachOnce() {
    contexts.configure(contexts.two("shop", "", ""));
    attach();
    contexts.attach("shop:debug");
    contexts.attach("shop:info");
    contexts.attachToOwn("com.acme.Orders");

    logBoth();

    assertBothFiredOnce("log");
    assertBothFiredOnce("shop");
    assertThat(contexts.fired("com_acme_Orders", "debug")).containsExactly("below 1");
  }

  @Test
  void twoAppenders_oneCapturesNothingBelow_itsTracerOpensNoGuard() {
    contexts.configure(contexts.two("shop", "", contexts.option("captureBelowLevel", "false")));

    contexts.attach("shop:debug");
    assertThat(logger.isEnabled("debug")).isFalse();

    contexts.attach("log:debug");
    assertThat(logger.isEnabled("debug")).isTrue();
  }

  @Test
  void twoAppenders_oneStops_otherGoesOn() {
    contexts.configure(contexts.two("shop", "", ""));
    contexts.stop("SHOP");
    attach();

    logBoth();

    assertBothFiredOnce("log");
    assertThat(contexts.isLive("shop:debug")).isFalse();
  }

  @Test
  void referencedTwice_oneLoggerAboveTheOther_firesOnce() {
    contexts.configure(contexts.twice());
    attach();

    logBoth();

    assertBothFiredOnce("log");
  }

  @Test
  void referencedTwice_appenderBetweenLogs_firesEachOnce() {
    contexts.configure(contexts.twice());
    attach();
    LogCalls client = contexts.calls("org.client.Sender");
    contexts.addAppender(
        "com.acme",
        message -> {
          for (int i = 0; i < eventsBetween(); i++) {
            client.info("sends {} {}", message, i);
          }
        });

    logger.info("first");
    logger.info("second");

    List<Object> expected = new ArrayList<>();
    for (String message : List.of("first", "second")) {
      expected.add(message);
      for (int i = 0; i < eventsBetween(); i++) {
        expected.add("sends " + message + " " + i);
      }
    }
    assertThat(contexts.fired("log", "info")).isEqualTo(expected);
  }

  @Test
  void noOp_startsSaysWhyAndDoesNothing() {
    contexts.configureWithoutProbes("not Linux", contexts.one(""));

    logBoth();

    assertThat(contexts.statuses())
        .containsExactly("no USDT probes, the application runs without: not Linux");
    assertThat(contexts.isStarted("USDT")).isTrue();
    assertThat(contexts.filters()).isZero();
    assertThat(contexts.shown()).containsExactly("at 1");
  }

  @Test
  void noOp_required_doesNotStart() {
    contexts.configureWithoutProbes("not Linux", contexts.one(contexts.option("required", "true")));

    assertThat(contexts.statuses())
        .contains("USDT probes are required and cannot be had: not Linux");
    assertThat(contexts.isStarted("USDT")).isFalse();
  }
}
