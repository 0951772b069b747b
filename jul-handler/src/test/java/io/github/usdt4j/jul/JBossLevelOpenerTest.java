package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

final class JBossLevelOpenerTest extends LevelOpenerTest {
  @Override
  Contexts contexts() {
    return new JBossContexts();
  }

  /** JBoss LogManager takes a filter that fails for one that lets pass. */
  @Override
  @Test
  void filter_ofTheApplicationThatThrows_isAsWithoutTracer() {
    failingFilter();

    assertThatNoException().isThrownBy(() -> orders.info("at"));

    assertThat(contexts.shown()).containsExactly("at");
  }
}
