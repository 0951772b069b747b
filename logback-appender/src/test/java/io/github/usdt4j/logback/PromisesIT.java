package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.logback.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.PromisesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromisesIT extends PromisesContract {
  private static final String CONFIGURATION =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender">
        <mdcArgs>tenant</mdcArgs>
      </appender>
      <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
        <encoder><pattern>console ${line}</pattern></encoder>
      </appender>
      <appender name="FILE" class="ch.qos.logback.core.FileAppender">
        <file>application.log</file>
        <encoder><pattern>file ${line}</pattern></encoder>
      </appender>
      <root level="INFO">
        <appender-ref ref="CONSOLE"/><appender-ref ref="USDT"/><appender-ref ref="FILE"/>
      </root>
      """
          .replace(
              "${line}",
              "%-5level %logger [%thread] %X %kvp %marker %method:%line %msg%n%ex{full}");

  @Override
  protected Jvm program() {
    return Framework.LOGBACK.program(Calls.class, directory, CONFIGURATION);
  }

  @Override
  protected List<String> kinds() {
    return Calls.KINDS;
  }

  @Override
  protected int otherCalls() {
    return 3;
  }

  @Override
  protected String writtenByAnother() {
    return String.join("\n", jvm.output());
  }

  @Override
  protected void assertContexts(List<String> contexts) {
    assertThat(contexts).filteredOn(line -> line.endsWith(" order=7")).hasSize(1);
  }

  @Test
  void otherAppenders_withAndWithoutTracer_writeTheSameBytes() throws IOException {
    List<List<String>> consoles = new ArrayList<>();
    List<String> files = new ArrayList<>();
    round(consoles, files);
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      round(consoles, files);
      assertThat(bpftrace.stop()).hasSize(9);
    }
    round(consoles, files);

    assertThat(consoles.get(0)).hasSizeGreaterThan(10);
    assertThat(consoles.get(1)).isEqualTo(consoles.get(0));
    assertThat(consoles.get(2)).isEqualTo(consoles.get(0));
    assertThat(files.get(0)).hasSizeGreaterThan(500);
    assertThat(files.get(1)).isEqualTo(files.get(0));
    assertThat(files.get(2)).isEqualTo(files.get(0));
  }

  /** Adds what one more round makes the other appenders write. */
  private void round(List<List<String>> consoles, List<String> files) throws IOException {
    Path file = directory.resolve("application.log");
    int before = Files.readString(file).length();
    jvm.ask("round acme 1");
    consoles.add(jvm.output());
    files.add(Files.readString(file).substring(before));
  }
}
