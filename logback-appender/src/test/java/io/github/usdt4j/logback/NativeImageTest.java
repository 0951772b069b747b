package io.github.usdt4j.logback;

import io.github.usdt4j.testsupport.appenders.NativeImageContract;

final class NativeImageTest extends NativeImageContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }
}
