package io.github.usdt4j.log4j2;

/** The same with all loggers asynchronous. */
final class AsyncOtherFiltersTest extends OtherFiltersTest {
  @Override
  protected Contexts contexts() {
    return Contexts.async();
  }
}
