package io.github.usdt4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That every scenario runs; what it measures in so short a time means nothing. */
@Requires(value = Need.ROOT, tools = "bpftrace")
class ScenariosIT {
  @Test
  void smoke_allScenarios_giveARowEach() {
    List<Row> rows = Main.scenarios(Plan.SMOKE);

    assertThat(rows)
        .extracting(Row::what)
        .contains(
            "fire of six integers, attached",
            "log event through Logback, attached",
            "log event through Log4j 2, attached");
    // What does not run has a reason that is not ours: no JDK 25.
    assertThat(rows).filteredOn(row -> row.result() == null).hasSizeLessThanOrEqualTo(1);
  }
}
