package io.github.usdt4j.log4j2;

/** The same with all loggers asynchronous. */
final class AsyncMisbehaviourTest extends MisbehaviourTest {
  @Override
  Contexts contexts() {
    return Contexts.async("><Acting/></Usdt>");
  }

  @Override
  MisbehaviourTest another() {
    return new AsyncMisbehaviourTest();
  }
}
