package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private final List<String> reports = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final Failures failures =
      new Failures((message, cause) -> reports.add(message + ": " + cause), () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void report_first_comesAtOnceWithItsCause() {
    failures.report("no event", new IllegalStateException("x"));

    assertThat(reports)
        .containsExactly(
            "no event (failure 1, reported at most once a minute):"
                + " java.lang.IllegalStateException: x");
  }

  @Test
  void report_many_comesOnceAMinuteWithTheirCount() {
    for (int second = 0; second < 180; second++) {
      failures.report("no event", null);
      pass(Duration.ofSeconds(1));
    }

    assertThat(reports).hasSize(3);
    assertThat(reports.get(1)).startsWith("no event (failure 61,");
    assertThat(reports.get(2)).startsWith("no event (failure 121,");
    assertThat(failures.count()).isEqualTo(180);
  }

  @Test
  void report_reporterThrows_isKeptFromTheCaller() {
    Failures deaf =
        new Failures(
            (message, cause) -> {
              throw new StackOverflowError();
            });

    assertThatCode(() -> deaf.report("no event", null)).doesNotThrowAnyException();
    assertThatCode(() -> deaf.warn("a name is taken")).doesNotThrowAnyException();
  }
}
