package io.github.usdt4j.jul;

final class JBossOptionsTest extends OptionsTest {
  @Override
  protected Contexts contexts() {
    return new JBossContexts();
  }
}
