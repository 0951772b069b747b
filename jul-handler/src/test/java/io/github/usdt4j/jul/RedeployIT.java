package io.github.usdt4j.jul;

import io.github.usdt4j.jul.programs.Redeployed;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.appenders.RedeployContract;

/** Each application has a copy of the handler, and the log manager is that of the JVM. */
final class RedeployIT extends RedeployContract {
  @Override
  protected Class<?> application() {
    return Redeployed.class;
  }

  @Override
  protected Jvm configured(Jvm container) {
    return container.classPathWithout("jboss-");
  }

  /** Each one waits until the filters of the one before have gone, which takes seconds. */
  @Override
  protected int rounds() {
    return 4;
  }

  @Override
  protected void attached(ProgramJvm container) {
    container.ask("property traced true");
  }
}
