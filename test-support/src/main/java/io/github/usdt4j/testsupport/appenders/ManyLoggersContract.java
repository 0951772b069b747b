package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an application with 5,000 loggers. */
@Requires(
    value = {Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "readelf")
public abstract class ManyLoggersContract {
  private static final int LOGGERS = 5000;
  private static final int NEW_LOGGERS = 25;

  @TempDir private Path directory;
  private ProgramJvm jvm;

  @BeforeEach
  void start() {
    jvm = new ProgramJvm(program(directory));
  }

  /**
   * Returns a program with the appender alone, which makes loggers, restarts the appender and logs.
   */
  protected abstract Jvm program(Path directory);

  @AfterEach
  void stop() {
    jvm.close();
  }

  @Test
  void start_withAllOfThem_writesOnceForEach() {
    jvm.ask("loggers " + LOGGERS);

    long writes = Long.parseLong(jvm.ask("restart"));

    System.out.println("start with " + LOGGERS + " loggers: " + writes + " writes");
    assertThat(writes).isLessThan(LOGGERS + LOGGERS / 10);
    assertThat(debugOf(LOGGERS - 1).location()).isPositive();
  }

  @Test
  void newLogger_besideAllOfThem_isAttachableForAFewWrites() {
    jvm.ask("loggers " + LOGGERS);

    // Also what is left to write for the others may be among the writes of the first.
    long writes = 0;
    for (int i = 1; i <= NEW_LOGGERS; i++) {
      writes += Long.parseLong(jvm.ask("loggers " + (LOGGERS + i)));
    }
    assertThat(writes).isLessThan(NEW_LOGGERS * 20);
    assertThat(debugOf(LOGGERS + NEW_LOGGERS - 1).location()).isPositive();
  }

  @Test
  void debugOfOneAttached_others_allocateNothing() {
    jvm.ask("loggers " + LOGGERS);
    ProbeNotes.Note note = debugOf(42);
    try (UprobeEvent event = new UprobeEvent(note, "m=+0(%di):string")) {
      int calls = 100_000;
      jvm.ask("watched 42");

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
