package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.testsupport.appenders.LogCalls;
import io.github.usdt4j.testsupport.appenders.OtherFiltersContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Marker;

/** Turbo filters in the chain before ours and behind it. */
final class OtherFiltersTest extends OtherFiltersContract<Contexts> {
  private final Fixed other = new Fixed();

  /** Gives one answer to calls and counts them. */
  private static final class Fixed extends TurboFilter {
    FilterReply reply = FilterReply.NEUTRAL;
    int asked;

    @Override
    public FilterReply decide(
        Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
      asked++;
      return reply;
    }
  }

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected void configure(Place place) {
    contexts.configure(contexts.one(""));
    other.start();
    contexts.context.getTurboFilterList().add(place == Place.EARLIER ? 0 : 1, other);
  }

  @Override
  protected void reply(Reply reply) {
    other.reply = FilterReply.valueOf(reply.name());
  }

  @Override
  protected int asked() {
    return other.asked;
  }

  @ParameterizedTest
  @CsvSource({
    "EARLIER, NEUTRAL, 1, false", "LATER, NEUTRAL, 1, false",
    "EARLIER, ACCEPT, 1, true", "LATER, ACCEPT, 1, true",
    "EARLIER, DENY, 0, false", "LATER, DENY, 0, false",
  })
  void fluentCall_otherFilter_isAskedOnceEachAndObeyed(
      Place place, Reply reply, int fired, boolean shown) {
    LogCalls logger = start(place, reply);

    logger.fluent("debug", "d");

    // The guard, and the event where that lets it come into being.
    assertThat(asked()).isEqualTo(reply == Reply.DENY ? 1 : 2);
    assertThat(contexts.fired("log", "debug")).hasSize(fired);
    assertThat(contexts.shown().contains("d")).isEqualTo(shown);
  }

  /** Masks the last argument in place. */
  private static final class Masking extends TurboFilter {
    @Override
    public FilterReply decide(
        Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
      if (params != null) {
        params[params.length - 1] = "***";
      }
      return FilterReply.NEUTRAL;
    }
  }

  @Test
  void behind_masksArguments_isObeyed() {
    LogCalls logger = start(Place.LATER, Reply.NEUTRAL);
    contexts.context.addTurboFilter(new Masking());

    logger.debug("{}", "secret");
    logger.debug("{} {}", "a", "secret");
    logger.debug("{} {} {}", "a", "b", "secret");
    logger.info("{} {} {}", "a", "b", "secret");

    assertThat(contexts.fired("log", "debug")).containsExactly("***", "a ***", "a b ***");
    assertThat(contexts.fired("log", "info")).containsExactly("a b ***");
    assertThat(contexts.shown()).containsExactly("a b ***");
  }

  /**
   * The filter fires what reaches no appender of ours, and others must see it masked all the same.
   */
  @Test
  void behind_masksArgumentsOfALoggerAside_masksTheLog() {
    contexts.configure(contexts.aside("com.acme", ""));
    contexts.context.addTurboFilter(new Masking());
    contexts.attach("log:info");
    Logger logger = contexts.logger(Contexts.ORDERS);

    logger.info("{}", new Object[] {"secret"});
    logger.info("{} {}", new Object[] {"a", "secret"});
    logger.info("{} {} {}", "a", "b", "secret");

    assertThat(contexts.shown()).containsExactly("***", "a ***", "a b ***");
    assertThat(contexts.fired("log", "info")).containsExactly("***", "a ***", "a b ***");
  }
}
