package io.github.usdt4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Figure ONE = new Figure("ns", List.of(1.0, 1.0));
  private static final Figure TWO = new Figure("ns", List.of(2.0, 4.0));

  @Test
  void markdown_rowWithinItsTarget_saysPass() {
    assertThat(line(Row.ratio("check", ONE, "field", TWO, Target.atMost(1, ""))))
        .isEqualTo("| check | 1.00 ns | field: 3.00 ns | 0.38 (0.25 to 0.50) | <= 1.00 | pass |");
  }

  @Test
  void markdown_rowBeyondItsTarget_saysMiss() {
    assertThat(line(Row.difference("call", TWO, "bare", ONE, Target.atMost(1.5, "ns"))))
        .isEqualTo(
            "| call | 3.00 ns | bare: 1.00 ns | 2.00 ns (1.00 to 3.00) | <= 1.50 ns | **MISS** |");
  }

  @Test
  void markdown_peerRatio_isThePeersCostInOurs() {
    assertThat(line(Row.peerRatio("event", ONE, "agent", TWO, Target.atLeast(1, ""))))
        .isEqualTo("| event | 1.00 ns | agent: 3.00 ns | 3.00 (2.00 to 4.00) | >= 1.00 | pass |");
  }

  @Test
  void markdown_rowThatDidNotRun_saysWhy() {
    assertThat(line(Row.notRun("event", "agent: no daemon\nhere", Target.atLeast(1, ""))))
        .isEqualTo("| event |  | agent: no daemon here |  | >= 1.00 | not run |");
  }

  private static String line(Row row) {
    return Table.markdown(List.of(row)).lines().skip(2).findFirst().orElseThrow();
  }
}
