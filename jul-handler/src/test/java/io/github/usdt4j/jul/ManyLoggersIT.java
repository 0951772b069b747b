package io.github.usdt4j.jul;

import io.github.usdt4j.jul.programs.ManyLoggers;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.ManyLoggersContract;
import java.nio.file.Path;

final class ManyLoggersIT extends ManyLoggersContract {
  @Override
  protected Jvm program(Path directory) {
    return Programs.plain(ManyLoggers.class).directory(directory);
  }
}
