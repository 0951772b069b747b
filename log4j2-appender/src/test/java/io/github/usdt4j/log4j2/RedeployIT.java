package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.programs.Redeployed;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.RedeployContract;

final class RedeployIT extends RedeployContract {
  @Override
  protected Class<?> application() {
    return Redeployed.class;
  }

  /** As Log4j's module for web applications does it, so that nothing of its own is left. */
  @Override
  protected Jvm configured(Jvm container) {
    return container
        .property("log4j2.isWebapp", true)
        .property("log4j2.shutdownHookEnabled", false);
  }
}
