package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.peers.LttngSession;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures what a log call costs with LTTng's agent while no session records. */
public final class LttngSuite {
  private static final String WHAT = "Logback: enabled info(), closed gate";

  private final Optional<String> obstacle = LttngSession.obstacle();
  private final Case ours;
  private final Case theirs;

  public LttngSuite(Path jdk) {
    ours = Case.of(LogbackBenchmark.class, "enabled", jdk).with("appenders", "bridge");
    theirs = Case.of(LttngBenchmark.class, "enabled", jdk);
  }

  public List<Case> cases() {
    return obstacle.isPresent() ? List.of() : List.of(ours, theirs);
  }

  /**
   * Starts the daemon that the agent asks what is enabled; returns null where there can be none.
   */
  public LttngSession daemon() {
    return obstacle.isPresent() ? null : LttngSession.start();
  }

  public Row row(Interleaved results) {
    return obstacle
        .map(reason -> Row.notRun(WHAT, reason, Target.NONE))
        .orElseGet(
            () ->
                Row.ratio(
                    WHAT,
                    results.time(ours),
                    "LTTng agent, Log4j 1.2, nothing enabled",
                    results.time(theirs),
                    Target.NONE));
  }
}
