package io.github.usdt4j.jul;

final class JBossMisbehaviourTest extends MisbehaviourTest {
  @Override
  protected Contexts contexts() {
    return new JBossContexts();
  }
}
