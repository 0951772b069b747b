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
            "guarded and fluent calls below the level are not captured: that takes Logback 1.5.21"
                + " or newer");
  }

  @Test
  void plainCall_attached_fires() {
    contexts.attach("log:debug");

    logger.debug("a {}", "b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void guardAndFluentCall_attached_stayAsTheyAre() {
    contexts.attach("log:debug");

    assertThat(logger.isDebugEnabled()).isFalse();
    logger.atDebug().addKeyValue("k", "v").log("a b");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.shown()).isEmpty();
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
