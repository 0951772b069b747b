package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;

/** The same with all loggers asynchronous. */
final class AsyncStormIT extends StormIT {
  @Override
  protected Jvm program(Path directory) {
    return Loggers.ASYNCHRONOUS.configure(super.program(directory));
  }
}
