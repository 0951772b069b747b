package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With Logback before 1.5.21, which does not show fluent events to turbo filters. Run by {@link
 * LogbackVersionsIT} alone.
 */
final class TooOldContract {
  private final Contexts contexts = Contexts.plain("");
  private final Logger logger = contexts.logger(Contexts.EARLY);

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
    contexts.tracer.attach("log:debug");

    logger.debug("a {}", "b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void guardAndFluentCall_attached_stayAsTheyAre() {
    contexts.tracer.attach("log:debug");

    assertThat(logger.isDebugEnabled()).isFalse();
    logger.atDebug().addKeyValue("k", "v").log("a b");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void fluentCall_levelIsDebug_firesThroughTheAppender() {
    logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
    contexts.tracer.attach("log:debug");

    logger.atDebug().log("a b");

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).containsExactly("a b");
  }
}
