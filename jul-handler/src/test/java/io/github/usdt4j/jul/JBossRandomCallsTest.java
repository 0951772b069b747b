package io.github.usdt4j.jul;

final class JBossRandomCallsTest extends RandomCallsTest {
  @Override
  protected Contexts contexts() {
    return new JBossContexts();
  }
}
