package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With Logback before 1.5.21, which does not show fluent events to turbo filters. Run by {@link
 * LogbackVersionsIT} alone.
 */
final class TooOldLogback {
  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  @BeforeEach
  void configure() {
    contexts.configure(contexts.one(""));
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  @Test
  void start_saysWhatIsNotCaptured() {
    assertThat(contexts.statuses())
        .containsExactly(
            "fluent calls below the level are not captured: that takes Logback 1.5.21 or newer");
  }

  @Test
  void plainCall_attached_fires() {
    contexts.attach("log:debug");

    logger.debug("a {}", "b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void guardedCall_attached_fires() {
    contexts.attach("log:debug");

    Guarded.log(logger);

    assertThat(contexts.fired("log", "debug")).containsExactly("guarded", "also guarded");
    assertThat(contexts.shown()).isEmpty();
  }

  /** Asks guards as most code does. */
  private static final class Guarded {
    static void log(org.slf4j.Logger logger) {
      if (logger.isDebugEnabled()) {
        logger.debug("guarded");
      }
      if (logger.isEnabledForLevel(org.slf4j.event.Level.DEBUG)) {
        logger.debug("also guarded");
      }
    }
  }

  @Test
  void fluentCall_attached_staysAsItIs() {
    contexts.attach("log:debug");

    Fluent.log(logger);

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  /** Logs by fluent calls, whose guards Logback asks, and by what it would hand to appenders. */
  private static final class Fluent {
    static void log(org.slf4j.Logger logger) {
      logger.atDebug().addKeyValue("k", "v").log("fluent");
      logger.atLevel(org.slf4j.event.Level.DEBUG).log("fluent with a level");
    }
  }

  @Test
  void builderBehindAGuard_attached_staysAsItIs() {
    contexts.attach("log:debug");

    Built.log(logger);

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  /** Asks a guard and makes the builder itself, which asks nothing. */
  private static final class Built {
    static void log(org.slf4j.Logger logger) {
      if (logger.isDebugEnabled()) {
        logger.makeLoggingEventBuilder(org.slf4j.event.Level.DEBUG).log("built");
      }
    }
  }

  @Test
  void fluentCall_levelIsDebug_firesThroughTheAppender() {
    logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
    contexts.attach("log:debug");

    logger.atDebug().log("a b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).containsExactly("a b");
  }
}
