package io.github.usdt4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void median_oddCount_isTheMiddleFork() {
    assertThat(nanos(9, 1, 2).median()).isEqualTo(2);
  }

  @Test
  void median_evenCount_isBetweenTheMiddleForks() {
    assertThat(nanos(1, 2, 4, 100).median()).isEqualTo(3);
  }

  @Test
  void least_forks_isTheLeastAlone() {
    assertThat(nanos(3, 1, 2).least()).isEqualTo(nanos(1));
  }

  @Test
  void dividedBy_forks_pairsThemInOrder() {
    // Fork by fork it is always 2, whatever the machine did meanwhile.
    Figure ratio = nanos(2, 20, 200).dividedBy(nanos(1, 10, 100));

    assertThat(ratio).isEqualTo(new Figure("", List.of(2.0, 2.0, 2.0)));
  }

  @Test
  void minus_forks_keepsTheUnit() {
    assertThat(nanos(5, 7).minus(nanos(1, 2))).isEqualTo(nanos(4, 5));
  }

  @Test
  void dividedBy_otherCountOfForks_isRefused() {
    assertThatThrownBy(() -> nanos(1, 2).dividedBy(nanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 forks beside 1: not of one run");
  }

  @Test
  void dividedBy_otherUnit_isRefused() {
    assertThatThrownBy(() -> nanos(1).dividedBy(new Figure("B", List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ns beside B");
  }

  @Test
  void textWithSpread_severalForks_namesTheLeastAndTheGreatest() {
    assertThat(nanos(3, 1, 2).textWithSpread()).isEqualTo("2.00 ns (1.00 to 3.00)");
    assertThat(nanos(1234.5).textWithSpread()).isEqualTo("1,235 ns");
    assertThat(nanos(-0.001).text()).isEqualTo("0.00 ns");
  }

  private static Figure nanos(double... forks) {
    return new Figure("ns", java.util.Arrays.stream(forks).boxed().toList());
  }
}
