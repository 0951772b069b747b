package io.github.usdt4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.bench.report.Target.Verdict;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void atMost_limitItself_passesAndMoreMisses() {
    assertThat(Target.atMost(1.05, "").judge(ratio(1.05))).isEqualTo(Verdict.PASS);
    assertThat(Target.atMost(1.05, "").judge(ratio(1.051))).isEqualTo(Verdict.MISS);
  }

  @Test
  void below_limitItself_misses() {
    assertThat(Target.below(1, "").judge(ratio(0.99))).isEqualTo(Verdict.PASS);
    assertThat(Target.below(1, "").judge(ratio(1))).isEqualTo(Verdict.MISS);
  }

  @Test
  void atLeast_limitItself_passesAndLessMisses() {
    assertThat(Target.atLeast(1, "").judge(ratio(1))).isEqualTo(Verdict.PASS);
    assertThat(Target.atLeast(1, "").judge(ratio(0.99))).isEqualTo(Verdict.MISS);
  }

  @Test
  void judge_severalForks_takesTheMedian() {
    assertThat(Target.atMost(1, "").judge(ratio(0.5, 0.9, 30))).isEqualTo(Verdict.PASS);
    assertThat(Target.atMost(1, "").judge(ratio(0.5, 1.1, 1.2))).isEqualTo(Verdict.MISS);
  }

  @Test
  void judge_notANumber_misses() {
    assertThat(Target.atMost(1, "").judge(ratio(Double.NaN))).isEqualTo(Verdict.MISS);
    assertThat(Target.atLeast(1, "").judge(ratio(Double.NaN))).isEqualTo(Verdict.MISS);
  }

  @Test
  void judge_otherUnit_isRefused() {
    assertThatThrownBy(() -> Target.atMost(2, "ns").judge(ratio(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target in ns, figure in ");
  }

  @Test
  void judge_none_judgesNothing() {
    assertThat(Target.NONE.judge(ratio(1e9))).isEqualTo(Verdict.NOT_JUDGED);
  }

  private static Figure ratio(double... forks) {
    return new Figure("", java.util.Arrays.stream(forks).boxed().toList());
  }
}
