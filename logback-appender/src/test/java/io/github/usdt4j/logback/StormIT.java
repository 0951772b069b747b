package io.github.usdt4j.logback;

import io.github.usdt4j.logback.programs.Storm;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.StormContract;
import java.nio.file.Path;

final class StormIT extends StormContract {
  /** Filters before ours; the program adds two behind it. */
  private static final String CONFIGURATION =
      """
      <turboFilter class="ch.qos.logback.classic.turbo.MDCFilter">
        <MDCKey>user</MDCKey>
        <value>blocked</value>
        <onMatch>DENY</onMatch>
      </turboFilter>
      <turboFilter class="ch.qos.logback.classic.turbo.DuplicateMessageFilter">
        <allowedRepetitions>10000000</allowedRepetitions>
      </turboFilter>
      <turboFilter class="ch.qos.logback.classic.turbo.DynamicThresholdFilter">
        <key>user</key>
        <defaultThreshold>ERROR</defaultThreshold>
        <onHigherOrEqual>ACCEPT</onHigherOrEqual>
        <onLower>NEUTRAL</onLower>
        <MDCValueLevelPair><value>known</value><level>DEBUG</level></MDCValueLevelPair>
      </turboFilter>
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
      <root level="INFO"><appender-ref ref="USDT"/></root>
      """;

  @Override
  protected Jvm program(Path directory) {
    return Framework.LOGBACK.program(Storm.class, directory, CONFIGURATION);
  }
}
