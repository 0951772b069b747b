package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests filters beside ours that see the calls of all loggers: they are asked once and obeyed, and
 * an event that they accept fires once.
 */
public abstract class OtherFiltersContract<F extends Fixture> extends FixtureContract<F> {
  /** Says where the other filter is in the context. */
  public enum Place {
    /** The other filter was there before ours. */
    EARLIER,
    /** The other filter came after ours. */
    LATER
  }

  /** Names what the other filter says, in words of all frameworks. */
  public enum Reply {
    /** Other filters and the level decide. */
    NEUTRAL,
    /** The event is logged, whatever its level. */
    ACCEPT,
    /** The event is not logged. */
    DENY
  }

  /** Configures the context with our appender and one other filter, which is neutral. */
  protected abstract void configure(Place place);

  /** Sets what the other filter says from now on. */
  protected abstract void reply(Reply reply);

  /** Counts how often the other filter was asked. */
  protected abstract int asked();

  /** Configures the context, and attaches the tracer. */
  protected final LogCalls start(Place place, Reply reply) {
    configure(place);
    reply(reply);
    contexts.attach("log:debug");
    contexts.attach("log:info");
    return contexts.calls(Fixture.ORDERS);
  }

  @ParameterizedTest
  @CsvSource({
    "EARLIER, NEUTRAL, 1, 1, false", "LATER, NEUTRAL, 1, 1, false",
    "EARLIER, ACCEPT, 1, 1, true", "LATER, ACCEPT, 1, 1, true",
    "EARLIER, DENY, 0, 0, false", "LATER, DENY, 0, 0, false",
  })
  void call_otherFilter_isAskedOnceAndObeyed(
      Place place, Reply reply, int debugFired, int infoFired, boolean debugShown) {
    LogCalls logger = start(place, reply);

    logger.debug("d {}", 1);
    assertThat(asked()).isEqualTo(1);
    logger.info("i");
    assertThat(asked()).isEqualTo(2);

    assertThat(contexts.shown().contains("d 1")).isEqualTo(debugShown);
    assertThat(contexts.shown().contains("i")).isEqualTo(reply != Reply.DENY);
    assertThat(contexts.fired("log", "debug")).hasSize(debugFired);
    assertThat(contexts.fired("log", "info")).hasSize(infoFired);
    // Flagged as seen by nobody else only when that is true.
    assertThat(contexts.events("log", "debug"))
        .allSatisfy(event -> assertThat(event.get(2)).isEqualTo(debugShown ? 10L : 10L | 0x100));
  }

  @ParameterizedTest
  @EnumSource
  void guard_otherFilterDenies_staysClosed(Place place) {
    LogCalls logger = start(place, Reply.DENY);

    assertThat(logger.isEnabled("debug")).isFalse();
    assertThat(logger.isEnabled("info")).isFalse();
  }
}
