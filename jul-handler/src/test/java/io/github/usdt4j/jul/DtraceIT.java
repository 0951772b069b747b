package io.github.usdt4j.jul;

import io.github.usdt4j.jul.programs.Census;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.appenders.DtraceContract;
import java.nio.file.Path;

final class DtraceIT extends DtraceContract {
  @Override
  protected Jvm program(Path directory) {
    return Programs.plain(Census.class).directory(directory);
  }

  @Override
  protected void awaitTracer(ProgramJvm jvm, boolean isThere) {
    Programs.awaitLevels(jvm, isThere);
  }
}
