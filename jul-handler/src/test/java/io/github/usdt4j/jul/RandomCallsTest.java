package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.appenders.RandomCallsContract;
import java.util.List;

class RandomCallsTest extends RandomCallsContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  /** A log manager has none: a filter is a logger's own. */
  @Override
  protected List<String> filters() {
    return List.of();
  }
}
