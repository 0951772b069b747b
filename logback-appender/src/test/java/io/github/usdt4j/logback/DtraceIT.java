package io.github.usdt4j.logback;

import io.github.usdt4j.logback.programs.Census;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.DtraceContract;
import io.github.usdt4j.testsupport.appenders.Framework;
import java.nio.file.Path;

final class DtraceIT extends DtraceContract {
  private static final String CONFIGURATION =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender">
        <mdcArgs>tenant</mdcArgs>
      </appender>
      <root level="INFO"><appender-ref ref="USDT"/></root>
      """;

  @Override
  protected Jvm program(Path directory) {
    return Framework.LOGBACK.program(Census.class, directory, CONFIGURATION);
  }
}
