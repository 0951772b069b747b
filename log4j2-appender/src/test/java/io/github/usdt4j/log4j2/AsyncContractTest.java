package io.github.usdt4j.log4j2;

/** The same with all loggers asynchronous. */
final class AsyncContractTest extends ContractTest {
  @Override
  Contexts contexts() {
    return Contexts.async("");
  }
}
