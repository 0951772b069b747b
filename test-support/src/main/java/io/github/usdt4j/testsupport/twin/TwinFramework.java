package io.github.usdt4j.testsupport.twin;

import java.nio.file.Path;

/** Names a logging framework, whose configuration for a twin it writes. */
public enum TwinFramework {
  /** Logback, where options of our appender are elements. */
  LOGBACK(
      "logback.xml",
      "%level|%logger|%thread|%msg|%mdc %kvp{NONE}|%marker|%ex",
      """
      <configuration>
        <appender name="file" class="ch.qos.logback.core.FileAppender">
          <file>FILE</file>
          <encoder><charset>UTF-8</charset><pattern>PATTERN%n</pattern></encoder>
        </appender>
        APPENDER
        <root level="LEVEL"><appender-ref ref="file"/>REFERENCE</root>
      </configuration>
      """,
      "<appender name=\"usdt\" class=\"io.github.usdt4j.logback.UsdtAppender\">"
          + "<required>true</required>OPTIONS</appender>",
      "<appender-ref ref=\"usdt\"/>"),

  /** Log4j 2, where options of our appender are attributes. */
  LOG4J2(
      "log4j2.xml",
      "%level|%logger|%thread|%msg|%X|%marker|%ex",
      """
      <Configuration>
        <Appenders>
          <File name="file" fileName="FILE"><PatternLayout charset="UTF-8" pattern="PATTERN%n"/></File>
          APPENDER
        </Appenders>
        <Loggers>
          <Root level="LEVEL"><AppenderRef ref="file"/>REFERENCE</Root>
        </Loggers>
      </Configuration>
      """,
      "<Usdt name=\"usdt\" required=\"true\" OPTIONS/>",
      "<AppenderRef ref=\"usdt\"/>");

  private final String fileName;
  private final String pattern;
  private final String configuration;
  private final String appender;
  private final String reference;

  TwinFramework(
      String fileName, String pattern, String configuration, String appender, String reference) {
    this.fileName = fileName;
    this.pattern = pattern.replace("|", EventFile.FIELD_END) + EventFile.EVENT_END;
    this.configuration = configuration;
    this.appender = appender;
    this.reference = reference;
  }

  String fileName() {
    return fileName;
  }

  /** Returns a configuration without our appender. */
  String configuration(String level, Path file) {
    return configuration(level, file, "", "");
  }

  /** Returns a configuration with our appender, and these options of it. */
  String configurationWithProbes(String level, Path file, String options) {
    return configuration(level, file, appender.replace("OPTIONS", options), reference);
  }

  private String configuration(String level, Path file, String appenders, String references) {
    return configuration
        .replace("FILE", file.toString())
        .replace("PATTERN", pattern)
        .replace("LEVEL", level)
        .replace("APPENDER", appenders)
        .replace("REFERENCE", references);
  }
}
