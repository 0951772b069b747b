package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.logging.Failures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SafeArgumentTest {
  private final List<String> reports = new ArrayList<>();
  private final Failures failures = new Failures((message, cause) -> reports.add(message));

  @Test
  void toString_throws_isReportedAndHasAnotherText() {
    Object argument =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("x");
          }
        };

    Object safe = SafeArgument.all(new Object[] {argument}, failures)[0];

    assertThat(safe).hasToString("[FAILED toString()]");
    assertThat(reports)
        .singleElement()
        .asString()
        .startsWith("an argument of " + argument.getClass().getName() + " has no text");
  }

  @Test
  void toString_works_isTheArguments() {
    assertThat(SafeArgument.all(new Object[] {4711}, failures)[0]).hasToString("4711");
    assertThat(reports).isEmpty();
  }

  /** Frameworks treat them differently: a throwable at the end, the elements of an array. */
  @Test
  void all_textsThrowablesArraysAndNull_stayAsTheyAre() {
    Object[] arguments = {"text", new IllegalStateException(), new int[] {1}, null};

    assertThat(SafeArgument.all(arguments, failures)).containsExactly(arguments);
  }
}
