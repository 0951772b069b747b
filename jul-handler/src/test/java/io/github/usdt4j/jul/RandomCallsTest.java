package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.appenders.RandomCallsContract;

class RandomCallsTest extends RandomCallsContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }
}
