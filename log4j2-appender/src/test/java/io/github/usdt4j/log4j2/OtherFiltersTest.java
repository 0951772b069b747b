package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Context-wide filters beside ours: asked once, obeyed, and an event that they accept fires once.
 */
class OtherFiltersTest {
  private final Contexts contexts = contexts();
  private Logger logger;
  private Fixed other;

  Contexts contexts() {
    return new Contexts();
  }

  /** Gives one answer to calls and counts them. */
  @Plugin(name = "Fixed", category = Node.CATEGORY, elementType = Filter.ELEMENT_TYPE)
  public static final class Fixed extends AbstractFilter {
    Result reply = Result.NEUTRAL;
    int asked;

    @PluginFactory
    public static Fixed of() {
      return new Fixed();
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String msg, Object... params) {
      asked++;
      return reply;
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, Object msg, Throwable t) {
      asked++;
      return reply;
    }
  }

  private void configure(String place) {
    contexts.configure((place.equals("configured") ? "<Fixed/>" : "") + Contexts.plainElements(""));
    logger = contexts.logger(Contexts.ORDERS);
    if (place.equals("configured")) {
      other = find(contexts.context.getConfiguration().getFilter());
    } else {
      other = new Fixed();
      contexts.context.getConfiguration().addFilter(other);
    }
    contexts.tracer.attach("log:debug");
    contexts.tracer.attach("log:info");
  }

  private static Fixed find(Filter filters) {
    for (Filter filter : ((CompositeFilter) filters).getFiltersArray()) {
      if (filter instanceof Fixed fixed) {
        return fixed;
      }
    }
    throw new AssertionError(filters);
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  @ParameterizedTest
  @CsvSource({
    "configured, NEUTRAL, 1, 1, false", "added, NEUTRAL, 1, 1, false",
    "configured, ACCEPT, 1, 1, true", "added, ACCEPT, 1, 1, true",
    "configured, DENY, 0, 0, false", "added, DENY, 0, 0, false",
  })
  void call_otherFilter_isAskedOnceAndObeyed(
      String place, Filter.Result reply, int debugFired, int infoFired, boolean debugShown) {
    configure(place);
    other.reply = reply;

    logger.debug("d {}", 1);
    assertThat(other.asked).isEqualTo(1);
    logger.info("i");
    assertThat(other.asked).isEqualTo(2);

    assertThat(contexts.shown().contains("d 1")).isEqualTo(debugShown);
    assertThat(contexts.shown().contains("i")).isEqualTo(reply != Filter.Result.DENY);
    assertThat(contexts.fired("log", "debug")).hasSize(debugFired);
    assertThat(contexts.fired("log", "info")).hasSize(infoFired);
    // Flagged as seen by nobody else only when that is true.
    assertThat(contexts.events("log", "debug"))
        .allSatisfy(event -> assertThat(event.get(2)).isEqualTo(debugShown ? 10L : 10L | 0x100));
  }

  @ParameterizedTest
  @CsvSource({"configured", "added"})
  void guard_otherFilterDenies_staysClosed(String place) {
    configure(place);
    other.reply = Filter.Result.DENY;

    assertThat(logger.isDebugEnabled()).isFalse();
    assertThat(logger.isInfoEnabled()).isFalse();
  }
}
