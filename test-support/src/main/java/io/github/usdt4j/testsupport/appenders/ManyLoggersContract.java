package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with 5,000 loggers. */
@Requires(
    value = {Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "readelf")
public abstract class ManyLoggersContract {
  private static final int LOGGERS = 5000;

  @TempDir private Path directory;
  private ProgramJvm jvm;

  @BeforeEach
  void start() {
    jvm = new ProgramJvm(program(directory));
  }

  /** The appender alone, and a program that makes loggers, restarts the appender and logs. */
  protected abstract Jvm program(Path directory);

  @AfterEach
  void stop() {
    jvm.close();
  }

  /** The best of five, as other work of the machine is not the appender's cost. */
  @Test
  void start_withAllOfThem_addsLessThanATenthOfASecond() {
    jvm.ask("loggers " + LOGGERS);

    long micros =
        IntStream.range(0, 5)
            .mapToLong(i -> Long.parseLong(jvm.ask("restart")))
            .min()
            .orElseThrow();

    System.out.println("start with " + LOGGERS + " loggers: " + micros + " us");
    assertThat(micros).isLessThan(100_000);
  }

  @Test
  void newLogger_besideAllOfThem_isAttachableWithinASecond() {
    System.out.println(LOGGERS + " loggers at once: " + jvm.ask("loggers " + LOGGERS) + " ms");

    for (int i = 1; i <= 5; i++) {
      assertThat(Long.parseLong(jvm.ask("loggers " + (LOGGERS + i)))).isLessThan(1000);
    }
    assertThat(debugOf(LOGGERS + 4).location()).isPositive();
  }

  @Test
  void debugOfOneAttached_others_allocateNothing() {
    jvm.ask("loggers " + LOGGERS);
    ProbeNotes.Note note = debugOf(42);
    try (UprobeEvent event = new UprobeEvent(note, "m=+0(%di):string")) {
      int calls = 100_000;

      assertThat(Long.parseLong(jvm.ask("debug 4711 " + calls))).isLessThan(calls);
      assertThat(event.fires()).isEmpty();
      assertThat(Long.parseLong(jvm.ask("debug 42 100"))).isGreaterThan(100);
      assertThat(event.fires()).isNotEmpty();
    }
  }

  private ProbeNotes.Note debugOf(int logger) {
    String provider = "com_acme_p%d_Service%d_".formatted(logger % 50, logger);
    return ProbeNotes.read("/run/usdt/%d/log.so".formatted(jvm.pid())).stream()
        .filter(note -> note.name().equals("debug") && note.provider().equals(provider))
        .findFirst()
        .orElseThrow();
  }
}
