package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.Jvm;

/** The same with all loggers asynchronous. */
final class AsyncPromisesIT extends PromisesIT {
  @Override
  protected Jvm program() {
    return Loggers.ASYNCHRONOUS.configure(super.program());
  }
}
