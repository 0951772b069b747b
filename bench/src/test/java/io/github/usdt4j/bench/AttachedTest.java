package io.github.usdt4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttachedTest {
  @Test
  void time_roundsOfOneFork_isTheLowerQuartile() {
    Attached run =
        Attached.of(
            List.of(
                List.of("program x", "nanos java 9 1 3 2 900 4 5 6", "bytes java 24.00"),
                List.of("nanos java 10", "bytes java 16")));

    assertThat(run.time("java")).isEqualTo(new Figure("ns", List.of(3.0, 10.0)));
    assertThat(run.allocation("java")).isEqualTo(new Figure("B", List.of(24.0, 16.0)));
  }
}
