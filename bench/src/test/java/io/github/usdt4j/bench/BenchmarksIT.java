package io.github.usdt4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every benchmark starts; what it measures in so short a time means nothing. */
@Requires(value = Need.ROOT, tools = "bpftrace")
class BenchmarksIT {
  @Test
  void smoke_allSuites_giveARowEach(@TempDir Path raw) throws Exception {
    List<Row> rows = Main.suites(Plan.SMOKE, raw);

    assertThat(rows)
        .extracting(Row::what)
        .contains("is-enabled", "Logback: disabled debug()", "Log4j 2: disabled debug()");
    // What does not run has a reason that is not ours: no LTTng.
    assertThat(rows).filteredOn(row -> row.result() == null).hasSizeLessThanOrEqualTo(1);
  }
}
