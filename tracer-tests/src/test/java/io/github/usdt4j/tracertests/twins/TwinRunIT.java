package io.github.usdt4j.tracertests.twins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.twin.TwinFramework;
import io.github.usdt4j.testsupport.twin.TwinProgram;
import io.github.usdt4j.testsupport.twin.TwinRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What twin runs find, with an appender that was told to do what it must not. */
@Requires(Need.ROOT)
final class TwinRunIT {
  private final TwinProgram program =
      TwinProgram.of(
              TwinFramework.LOG4J2,
              directory ->
                  TwinProgram.gated(
                          "io.github.usdt4j.log4j2.programs.Calls",
                          Modules.testClasses("log4j2-appender", TwinFramework.LOG4J2))
                      .quickToStart())
          .commands("round acme first");

  @Test
  void events_thatTheAppenderDoesNotFire_areFound() {
    List<String> differences = TwinRun.of(program.options("captureGuarded='false'")).differences();

    assertThat(differences)
        .allMatch(line -> line.startsWith("only in the file of DEBUG: debug "))
        .anyMatch(line -> line.contains("guarded first"));
  }

  @Test
  void events_thatTheAppenderChanges_areFoundInTheLogOfTheSameProcessToo() {
    List<String> differences = TwinRun.of(program.options("mdcExcluded='note'")).differences();

    assertThat(differences)
        .anyMatch(line -> line.startsWith("only in the file of DEBUG: debug "))
        .anyMatch(line -> line.startsWith("only in the tracer's events: debug "))
        .anyMatch(line -> line.startsWith("only in the log: warn "));
  }

  @Test
  void rendering_thatDiffers_isReplacedInTheLogOfTheSameProcessToo() {
    TwinProgram excluding = program.options("mdcExcluded='note'").rendering("note=two | words", "");

    assertThat(TwinRun.of(excluding).differences()).isEmpty();
  }

  @Test
  void log_thatATracerChanges_isFound() {
    assertThat(TwinRun.of(program.commands("detail")).differences())
        .containsExactly(
            "only in the log with a tracer: info [main] com.acme.Orders: much",
            "only in the log without: info [main] com.acme.Orders: little");
  }
}
