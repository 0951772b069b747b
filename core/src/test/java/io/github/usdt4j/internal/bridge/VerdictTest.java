package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others see is what they would see without a tracer, and an event fires in one place. */
final class VerdictTest {
  @ParameterizedTest
  @CsvSource({
    // level, other filters, call, who fires at level: verdict
    "below, DENY, event, appender, DENY",
    "below, DENY, event, filter, DENY",
    "below, DENY, guard, appender, DENY",
    "below, DENY, guard, filter, DENY",
    "below, NEUTRAL, event, appender, FIRE_BELOW_LEVEL",
    "below, NEUTRAL, event, filter, FIRE_BELOW_LEVEL",
    "below, NEUTRAL, guard, appender, OPEN_GUARD",
    "below, NEUTRAL, guard, filter, OPEN_GUARD",
    "below, ACCEPT, event, appender, ACCEPT",
    "below, ACCEPT, event, filter, FIRE_AT_LEVEL",
    "below, ACCEPT, guard, appender, ACCEPT",
    "below, ACCEPT, guard, filter, ACCEPT",
    "at, DENY, event, appender, DENY",
    "at, DENY, event, filter, DENY",
    "at, DENY, guard, appender, DENY",
    "at, DENY, guard, filter, DENY",
    "at, NEUTRAL, event, appender, ACCEPT",
    "at, NEUTRAL, event, filter, FIRE_AT_LEVEL",
    "at, NEUTRAL, guard, appender, ACCEPT",
    "at, NEUTRAL, guard, filter, ACCEPT",
    "at, ACCEPT, event, appender, ACCEPT",
    "at, ACCEPT, event, filter, FIRE_AT_LEVEL",
    "at, ACCEPT, guard, appender, ACCEPT",
    "at, ACCEPT, guard, filter, ACCEPT",
  })
  void of_everyCase(String level, Reply others, String call, String firesAtLevel, Verdict verdict) {
    assertThat(
            Verdict.of(
                level.equals("below"), others, call.equals("event"), firesAtLevel.equals("filter")))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "DENY, DENY",
    "ACCEPT, ACCEPT",
    "FIRE_BELOW_LEVEL, DENY",
    "FIRE_AT_LEVEL, ACCEPT",
    "OPEN_GUARD, ACCEPT",
  })
  void reply_isNeverNeutral(Verdict verdict, Reply reply) {
    assertThat(verdict.reply).isEqualTo(reply);
  }
}
