package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.programs.JulLayout;
import java.nio.file.Path;
import java.util.List;

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
      "<AppenderRef ref=\"usdt\"/>"),

  /** The JDK's own, where options of our handler are properties. */
  JUL(
      "logging.properties",
      "",
      """
      handlers = java.util.logging.FileHandlerREFERENCE
      java.util.logging.FileHandler.pattern = FILE
      java.util.logging.FileHandler.append = true
      java.util.logging.FileHandler.level = ALL
      java.util.logging.FileHandler.encoding = UTF-8
      java.util.logging.FileHandler.formatter = io.github.usdt4j.testsupport.programs.JulLayout
      .level = LEVEL
      APPENDER
      """,
      "io.github.usdt4j.jul.UsdtHandler.required = true\nOPTIONS",
      ", io.github.usdt4j.jul.UsdtHandler"),

  /**
   * JBoss LogManager in Quarkus. The application itself adds our handler where {@code twin.probes}
   * is set, and passes the gate when it has started.
   */
  JBOSS(
      "quarkus.properties",
      "%p|%c|%t|%s|%X||%e",
      """
      quarkus.log.level=LEVEL
      quarkus.log.console.level=WARN
      quarkus.log.file.enabled=true
      quarkus.log.file.path=FILE
      quarkus.log.file.format=PATTERN%n
      quarkus.log.file.encoding=UTF-8
      quarkus.log.file.rotation.max-file-size=1G
      APPENDER
      """,
      "twin.probes=true",
      "");

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

  /** Returns the system properties that name the configuration's file. */
  List<String> properties() {
    return switch (this) {
      // Spring Boot configures its logging itself.
      case LOGBACK -> List.of("logback.configurationFile", "logging.config");
      case LOG4J2 -> List.of("log4j2.configurationFile", "logging.config");
      case JUL -> List.of("java.util.logging.config.file");
      case JBOSS -> List.of("quarkus.config.locations");
    };
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
        .replace("LEVEL", this == JUL ? JulLayout.level(level) : level)
        .replace("APPENDER", appenders)
        .replace("REFERENCE", references);
  }
}
