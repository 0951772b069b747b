package io.github.usdt4j.log4j2;

/** The same with all loggers asynchronous. */
final class AsyncMessagesTest extends MessagesTest {
  @Override
  Contexts contexts() {
    return Contexts.async("mdcArgs='tenant'");
  }
}
