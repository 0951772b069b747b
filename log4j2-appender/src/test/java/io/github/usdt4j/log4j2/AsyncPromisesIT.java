package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.Jvm;

/** The same with all loggers asynchronous. */
final class AsyncPromisesIT extends PromisesIT {
  @Override
  Jvm options(Jvm given) {
    return Loggers.ASYNCHRONOUS.configure(given);
  }
}
