package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.programs.Storm;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.StormContract;
import java.nio.file.Path;

class StormIT extends StormContract {
  /** Filters of the whole context; the program adds another. */
  private static final String CONFIGURATION =
      """
      <Filters>
        <ThreadContextMapFilter onMatch="DENY" onMismatch="NEUTRAL">
          <KeyValuePair key="user" value="blocked"/>
        </ThreadContextMapFilter>
        <DynamicThresholdFilter
            key="user" defaultThreshold="ERROR" onMatch="ACCEPT" onMismatch="NEUTRAL">
          <KeyValuePair key="known" value="DEBUG"/>
        </DynamicThresholdFilter>
      </Filters>
      <Appenders><Usdt name="USDT"/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """;

  @Override
  protected Jvm program(Path directory) {
    return Framework.LOG4J2.program(Storm.class, directory, CONFIGURATION);
  }
}
