package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.logging.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SafeArgumentTest {
  private final List<String> reports = new ArrayList<>();
  private final Failures failures = new Failures((message, cause) -> reports.add(message));

  @Test
  void toString_throws_isCountedAndHasAnotherText() {
    Object safe = SafeArgument.all(new Object[] {new Failing()}, failures)[0];

    assertThat(safe).hasToString("[FAILED toString()]");
    assertThat(failures.count()).isEqualTo(1);
    assertThat(reports).isEmpty();
  }

  @Test
  void toString_throwsInAnArray_isCountedAndHasAnotherText() {
    Object[] nested = {1, new Failing(), null};
    Object[] arguments = {nested, new int[] {2}};

    Object[] safe = SafeArgument.all(arguments, failures);

    assertThat(Arrays.deepToString(safe)).isEqualTo("[[1, [FAILED toString()], null], [2]]");
    assertThat(failures.count()).isEqualTo(1);
    assertThat(nested[1]).isInstanceOf(Failing.class);
  }

  @Test
  void all_arrayThatContainsItself_ends() {
    Object[] around = {"a", null};
    around[1] = around;

    Object[] safe = SafeArgument.all(new Object[] {around}, failures);

    assertThat(Arrays.deepToString(safe)).isEqualTo("[[a, [...]]]");
  }

  private static final class Failing {
    @Override
    public String toString() {
      throw new IllegalStateException("x");
    }
  }

  @Test
  void toString_works_isTheArguments() {
    assertThat(SafeArgument.all(new Object[] {4711}, failures)[0]).hasToString("4711");
    assertThat(failures.count()).isZero();
  }

  /** Frameworks treat them differently: a throwable at the end, the elements of an array. */
  @Test
  void all_textsThrowablesArraysAndNull_stayAsTheyAre() {
    Object[] arguments = {"text", new IllegalStateException(), new int[] {1}, null};

    assertThat(SafeArgument.all(arguments, failures)).containsExactly(arguments);
  }
}
