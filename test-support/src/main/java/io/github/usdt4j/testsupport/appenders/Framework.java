package io.github.usdt4j.testsupport.appenders;

import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Knows for each logging framework how its programs are configured. */
public enum Framework {
  /** The framework is Logback. */
  LOGBACK(
      "logback",
      "configuration",
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
      <root level="INFO"><appender-ref ref="USDT"/></root>
      """),
  /** The framework is Log4j 2. */
  LOG4J2(
      "log4j2",
      "Configuration",
      """
      <Appenders><Usdt name="USDT"/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """);

  private final String name;
  private final String element;
  private final String shortest;

  Framework(String name, String element, String shortest) {
    this.name = name;
    this.element = element;
    this.shortest = shortest;
  }

  /** Returns a program with the appender alone, named USDT, and the root at INFO. */
  public Jvm program(Class<?> main, Path directory) {
    return program(main, directory, shortest);
  }

  /**
   * Returns a program with a configuration of these elements, which is written into the program's
   * directory.
   */
  public Jvm program(Class<?> main, Path directory, String elements) {
    Path file = directory.resolve(name + ".xml");
    try {
      Files.writeString(file, "<%s>%s</%s>".formatted(element, elements, element));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Jvm.main(main).property(name + ".configurationFile", file).directory(directory);
  }
}
