package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes whole configurations of the lines that README.md and docs/ show, with a console that prints
 * {@code LEVEL MESSAGE}, which those take for granted.
 */
public final class ReadmeConfiguration {
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level %msg%n</pattern></encoder>
        </appender>
        ELEMENTS
      </configuration>
      """;

  private static final String LOG4J2 =
      """
      <Configuration>
        <Appenders>
          <Console name="console"><PatternLayout pattern="%level %msg%n"/></Console>
          USDT
        </Appenders>
        <Loggers>
          <Root level="INFO"><AppenderRef ref="console"/><AppenderRef ref="usdt"/></Root>
        </Loggers>
      </Configuration>
      """;

  private ReadmeConfiguration() {}

  /** Returns a logback.xml with elements beside the console. */
  public static String logback(String elements) {
    return LOGBACK.replace("ELEMENTS", elements);
  }

  /** Returns a log4j2.xml with the appender that README.md shows. */
  public static String log4j2() {
    try {
      Matcher usdt =
          Pattern.compile("`(<Usdt .*?/>)`")
              .matcher(Files.readString(Readme.root().resolve("README.md")));
      if (!usdt.find()) {
        throw new AssertionError("README.md shows no <Usdt/>");
      }
      return LOG4J2.replace("USDT", usdt.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
