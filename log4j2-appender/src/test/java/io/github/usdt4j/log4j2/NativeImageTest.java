package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.appenders.NativeImageContract;

final class NativeImageTest extends NativeImageContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return Contexts.ofApplication();
  }
}
