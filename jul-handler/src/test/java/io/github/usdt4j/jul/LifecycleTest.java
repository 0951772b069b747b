package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.appenders.LifecycleContract;

/** Starts, ends, configurations, and several of everything. */
class LifecycleTest extends LifecycleContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected int eventsBetween() {
    return 5;
  }
}
