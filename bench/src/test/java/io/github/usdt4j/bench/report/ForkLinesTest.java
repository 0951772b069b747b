package io.github.usdt4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForkLinesTest {
  @Test
  void time_valuesOfOneFork_isTheLowerQuartile() {
    ForkLines lines =
        ForkLines.of(
            List.of(
                List.of("program x", "nanos java 9 1 3 2 900 4 5 6", "bytes java 24.00"),
                List.of("nanos java 10", "bytes java 16")));

    assertThat(lines.time("java")).isEqualTo(new Figure("ns", List.of(3.0, 10.0)));
    assertThat(lines.allocation("java")).isEqualTo(new Figure("B", List.of(24.0, 16.0)));
  }
}
