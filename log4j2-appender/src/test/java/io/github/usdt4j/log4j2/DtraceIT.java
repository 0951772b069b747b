package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.programs.Census;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.DtraceContract;
import io.github.usdt4j.testsupport.appenders.Framework;
import java.nio.file.Path;

final class DtraceIT extends DtraceContract {
  private static final String CONFIGURATION =
      """
      <Appenders><Usdt name="USDT" mdcArgs="tenant"/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """;

  @Override
  protected Jvm program(Path directory) {
    return Framework.LOG4J2.program(Census.class, directory, CONFIGURATION);
  }
}
