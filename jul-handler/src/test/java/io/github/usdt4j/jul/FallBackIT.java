package io.github.usdt4j.jul;

import io.github.usdt4j.jul.programs.Fallen;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.FallBackContract;

final class FallBackIT extends FallBackContract {
  @Override
  protected Jvm program() {
    return Programs.program(Fallen.class, directory, "handlers = " + UsdtHandler.class.getName());
  }
}
