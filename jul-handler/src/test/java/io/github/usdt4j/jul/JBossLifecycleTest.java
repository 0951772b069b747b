package io.github.usdt4j.jul;

final class JBossLifecycleTest extends LifecycleTest {
  @Override
  protected Contexts contexts() {
    return new JBossContexts();
  }
}
