package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.programs.ManyLoggers;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.ManyLoggersContract;
import java.nio.file.Path;

final class ManyLoggersIT extends ManyLoggersContract {
  @Override
  protected Jvm program(Path directory) {
    return Framework.LOG4J2.program(ManyLoggers.class, directory);
  }
}
