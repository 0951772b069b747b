package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Marker;

/** Turbo filters beside ours: asked once, obeyed, and an event that they accept fires once. */
final class OtherFiltersTest {
  private final Contexts contexts = Contexts.plain("");
  private final Logger logger = contexts.logger(Contexts.EARLY);
  private final Fixed other = new Fixed();

  /** Gives one answer to calls on {@link #logger} and counts them. */
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

  @BeforeEach
  void attach() {
    contexts.tracer.attach("log:debug");
    contexts.tracer.attach("log:info");
    other.start();
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  private void install(String place) {
    contexts.context.getTurboFilterList().add(place.equals("before") ? 0 : 1, other);
  }

  @ParameterizedTest
  @CsvSource({
    "before, NEUTRAL, 1, 1, false", "behind, NEUTRAL, 1, 1, false",
    "before, ACCEPT, 1, 1, true", "behind, ACCEPT, 1, 1, true",
    "before, DENY, 0, 0, false", "behind, DENY, 0, 0, false",
  })
  void call_otherFilter_isAskedOnceAndObeyed(
      String place, FilterReply reply, int debugFired, int infoFired, boolean debugShown) {
    install(place);
    other.reply = reply;

    logger.debug("d");
    assertThat(other.asked).isEqualTo(1);
    logger.info("i");
    assertThat(other.asked).isEqualTo(2);

    assertThat(contexts.fired("log", "debug")).hasSize(debugFired);
    assertThat(contexts.fired("log", "info")).hasSize(infoFired);
    assertThat(contexts.shown().contains("d")).isEqualTo(debugShown);
    assertThat(contexts.shown().contains("i")).isEqualTo(reply != FilterReply.DENY);
    // Flagged as seen by nobody else only when that is true.
    assertThat(contexts.events("log", "debug"))
        .allSatisfy(event -> assertThat(event.get(2)).isEqualTo(debugShown ? 10L : 10L | 0x100));
  }

  @ParameterizedTest
  @CsvSource({
    "before, NEUTRAL, 1, false", "behind, NEUTRAL, 1, false",
    "before, ACCEPT, 1, true", "behind, ACCEPT, 1, true",
    "before, DENY, 0, false", "behind, DENY, 0, false",
  })
  void fluentCall_otherFilter_isAskedOnceEachAndObeyed(
      String place, FilterReply reply, int fired, boolean shown) {
    install(place);
    other.reply = reply;

    logger.atDebug().log("d");

    // The guard, and the event where that lets it come into being.
    assertThat(other.asked).isEqualTo(reply == FilterReply.DENY ? 1 : 2);
    assertThat(contexts.fired("log", "debug")).hasSize(fired);
    assertThat(contexts.shown().contains("d")).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"before", "behind"})
  void guard_otherFilterDenies_staysClosed(String place) {
    install(place);
    other.reply = FilterReply.DENY;

    assertThat(logger.isDebugEnabled()).isFalse();
    assertThat(logger.isInfoEnabled()).isFalse();
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
    contexts.context.addTurboFilter(new Masking());

    logger.debug("{}", "secret");
    logger.debug("{} {}", "a", "secret");
    logger.debug("{} {} {}", "a", "b", "secret");
    logger.info("{} {} {}", "a", "b", "secret");

    assertThat(contexts.fired("log", "debug")).containsExactly("***", "a ***", "a b ***");
    assertThat(contexts.fired("log", "info")).containsExactly("a b ***");
    assertThat(contexts.shown()).containsExactly("a b ***");
  }
}
