package io.github.usdt4j.log4j2;

/** The same with all loggers asynchronous. */
final class AsyncCaptureTest extends CaptureTest {
  @Override
  protected Contexts contexts() {
    return Contexts.async();
  }
}
