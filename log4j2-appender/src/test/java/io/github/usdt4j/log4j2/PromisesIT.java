package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.appenders.PromisesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesIT extends PromisesContract {
  private static final String CONFIGURATION =
      """
      <Appenders>
        <Usdt name="USDT" mdcArgs="tenant"/>
        <Console name="CONSOLE"><PatternLayout pattern="console ${line}"/></Console>
        <File name="FILE" fileName="application.log" append="false">
          <PatternLayout pattern="file ${line}"/>
        </File>
      </Appenders>
      <Loggers>
        <Root level="INFO" includeLocation="true">
          <AppenderRef ref="CONSOLE"/><AppenderRef ref="USDT"/><AppenderRef ref="FILE"/>
        </Root>
      </Loggers>
      """
          .replace(
              "${line}", "%-5level %logger [%thread] %X %x %marker %method:%line %msg%n%ex{full}");

  @Override
  protected Jvm program() {
    return Framework.LOG4J2.program(Calls.class, directory, CONFIGURATION);
  }

  @Override
  protected List<String> kinds() {
    return Calls.KINDS;
  }

  @Override
  protected int otherCalls() {
    return 4;
  }

  @Override
  protected String writtenByAnother() {
    jvm.ask("flush");
    return file();
  }

  @Override
  protected void assertContexts(List<String> contexts) {
    assertThat(contexts).containsOnly("note=\"two words\" tenant=acme");
  }

  @Test
  void otherAppenders_withAndWithoutTracer_writeTheSameBytes() {
    List<String> attached;
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      attached = written();
      assertThat(bpftrace.stop()).hasSize(9);
    }
    stop();
    start();

    assertThat(attached).hasSizeGreaterThan(20).isEqualTo(written());
  }

  /** All that a round makes the other appenders write. */
  private List<String> written() {
    jvm.ask("round acme 1");
    List<String> lines = new ArrayList<>(jvm.output());
    jvm.ask("flush");
    lines.addAll(jvm.output());
    lines.add(file());
    return lines;
  }

  private String file() {
    try {
      return Files.readString(directory.resolve("application.log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
