package io.github.usdt4j.logback;

import io.github.usdt4j.logback.programs.ManyLoggers;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.ManyLoggersContract;
import java.nio.file.Path;

final class ManyLoggersIT extends ManyLoggersContract {
  @Override
  protected Jvm program(Path directory) {
    return Framework.LOGBACK.program(ManyLoggers.class, directory);
  }
}
