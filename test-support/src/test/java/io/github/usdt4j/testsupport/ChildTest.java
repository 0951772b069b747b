package io.github.usdt4j.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChildTest {
  @Test
  void awaitExit_outputWithoutALastLineEnd_isWhole() {
    try (Child child = shell("printf 'one\\ntwo\\n\\nf\\303\\274nf'")) {
      assertThat(child.awaitExit()).isZero();
      assertThat(child.lines()).containsExactly("one", "two", "", "f\u00fcnf");
    }
  }

  @Test
  void awaitExit_muchOutput_isWhole() {
    try (Child child = shell("seq 100000")) {
      assertThat(child.awaitExit()).isZero();
      assertThat(child.lines()).hasSize(100_000).last().isEqualTo("100000");
    }
  }

  @Test
  void awaitExit_grandchildHoldsThePipe_doesNotWaitForIt() {
    try (Child child = shell("sleep 1000 & echo $!; echo last")) {
      assertThat(child.awaitExit()).isZero();

      ProcessHandle grandchild =
          ProcessHandle.of(Long.parseLong(child.lines().get(0))).orElseThrow();
      try {
        assertThat(grandchild.isAlive()).isTrue();
        assertThat(child.lines()).hasSize(2).last().isEqualTo("last");
      } finally {
        grandchild.destroyForcibly();
      }
    }
  }

  private static Child shell(String script) {
    return Child.start(new ProcessBuilder("sh", "-c", script));
  }
}
