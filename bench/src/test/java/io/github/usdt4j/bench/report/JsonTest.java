package io.github.usdt4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void of_rows_hasEveryForkAndTheVerdict() {
    Row measured =
        Row.alone("a \"b\"", new Figure("ns", List.of(1.5, Double.NaN)), Target.atMost(2, "ns"));

    assertThat(Json.of("m", List.of(measured, Row.notRun("c", "why\n", Target.NONE))))
        .isEqualTo(
            """
            {
              "machine": "m",
              "rows": [
                {"what": "a \\"b\\"", "ours": {"unit": "ns", "forks": [1.5, null]}, "peer": "", "theirs": null, "result": {"unit": "ns", "forks": [1.5, null]}, "target": "<= 2.00 ns", "verdict": "MISS"},
                {"what": "c", "ours": null, "peer": "why\\u000a", "theirs": null, "result": null, "target": "", "verdict": "NOT_RUN"}
              ]
            }
            """);
  }
}
