package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.programs.Fallen;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.FallBackContract;
import io.github.usdt4j.testsupport.appenders.Framework;

final class FallBackIT extends FallBackContract {
  @Override
  protected Jvm program() {
    return Framework.LOG4J2.program(Fallen.class, directory);
  }
}
