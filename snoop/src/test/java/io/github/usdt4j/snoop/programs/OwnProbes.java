package io.github.usdt4j.snoop.programs;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;

/** Probes that are no log probes. */
final class OwnProbes {
  private OwnProbes() {}

  static void disabled() {
    provider();
  }

  static void enabled() {
    provider().enable();
  }

  private static Provider provider() {
    Provider provider = Usdt.provider("shop", "orders");
    provider.addProbe("checkout", "sold", ArgType.STRING);
    return provider;
  }
}
