package io.github.usdt4j.logback;

import io.github.usdt4j.logback.programs.Redeployed;
import io.github.usdt4j.testsupport.appenders.RedeployContract;

final class RedeployIT extends RedeployContract {
  @Override
  protected Class<?> application() {
    return Redeployed.class;
  }
}
