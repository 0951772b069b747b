package io.github.usdt4j.log4j2;

final class AsyncRandomCallsTest extends RandomCallsTest {
  @Override
  protected Contexts contexts() {
    return Contexts.async();
  }
}
