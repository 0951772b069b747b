package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.log4j2.programs.Reloads;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A configuration that changes while a tracer is attached: not one event is lost or fires twice.
 */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ReloadIT {
  private static final String CONFIGURATION =
      """
      <Appenders><Usdt name="USDT"%s/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void everyChange_attached_losesNothing(Loggers loggers) throws IOException {
    try (ProgramJvm jvm = new ProgramJvm(loggers.configure(configured()));
        Bpftrace bpftrace =
            Bpftrace.attach(jvm.pid(), "usdt:*:log:debug { printf(\"%s\\n\", str(arg0)); }")) {
      awaitMore(bpftrace);
      long first = Long.parseLong(bpftrace.lines().get(0));
      for (int i = 0; i < 20; i++) {
        jvm.ask("reload");
        awaitMore(bpftrace);
      }
      for (String level : List.of("DEBUG", "WARN", "TRACE", "INFO")) {
        jvm.ask("level " + level);
        awaitMore(bpftrace);
      }
      changeFile(jvm);
      awaitMore(bpftrace);
      long last = Long.parseLong(jvm.ask("stop"));
      Await.until(() -> "event " + last, () -> bpftrace.lines().contains(Long.toString(last)));

      assertThat(bpftrace.stop().stream().map(Long::valueOf))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(first, last).boxed().toList());
    }
  }

  private Jvm configured() throws IOException {
    Path file = directory.resolve("log4j2.xml");
    Files.writeString(file, text(""));
    return Jvm.main(Reloads.class)
        .quickToStart()
        .property("log4j2.configurationFile", file)
        .directory(directory);
  }

  private static String text(String options) {
    return "<Configuration monitorInterval=\"1\">%s</Configuration>"
        .formatted(CONFIGURATION.formatted(options));
  }

  /** As an operator does it, with other options in the appender; Log4j looks once a second. */
  private void changeFile(ProgramJvm jvm) throws IOException {
    String before = jvm.ask("configuration");
    Path file = directory.resolve("log4j2.xml");
    Files.writeString(file, text(" maxMessageBytes=\"100\""));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    Await.until(() -> "the new file", () -> !jvm.ask("configuration").equals(before));
  }

  private static void awaitMore(Bpftrace bpftrace) {
    int seen = bpftrace.count();
    Await.until(() -> "more events", () -> bpftrace.count() > seen + 100);
  }
}
