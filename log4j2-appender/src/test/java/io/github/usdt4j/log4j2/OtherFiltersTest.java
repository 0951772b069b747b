package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.appenders.OtherFiltersContract;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.filter.CompositeFilter;

/** Context-wide filters of the configuration, which are there before ours, and of a program. */
class OtherFiltersTest extends OtherFiltersContract<Contexts> {
  private Fixed other;

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

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected void configure(Place place) {
    contexts.configure((place == Place.EARLIER ? "<Fixed/>" : "") + contexts.one(""));
    if (place == Place.EARLIER) {
      other = find(contexts.context.getConfiguration().getFilter());
    } else {
      other = new Fixed();
      contexts.context.getConfiguration().addFilter(other);
    }
  }

  private static Fixed find(Filter filters) {
    for (Filter filter : ((CompositeFilter) filters).getFiltersArray()) {
      if (filter instanceof Fixed fixed) {
        return fixed;
      }
    }
    throw new AssertionError(filters);
  }

  @Override
  protected void reply(Reply reply) {
    other.reply = Filter.Result.valueOf(reply.name());
  }

  @Override
  protected int asked() {
    return other.asked;
  }
}
