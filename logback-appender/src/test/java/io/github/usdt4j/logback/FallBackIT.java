package io.github.usdt4j.logback;

import io.github.usdt4j.logback.programs.Fallen;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.FallBackContract;
import io.github.usdt4j.testsupport.appenders.Framework;

final class FallBackIT extends FallBackContract {
  @Override
  protected Jvm program() {
    return Framework.LOGBACK.program(Fallen.class, directory);
  }
}
