package io.github.usdt4j.snoop.programs;

import io.github.usdt4j.Arg;
import io.github.usdt4j.ArgType;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.util.List;

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
    Arg item = new Arg("item", ArgType.STRING);
    provider.addProbe("checkout", "lost", List.of(item, new Arg("price.cents", ArgType.UINT32)));
    provider.addProbe("checkout", "none", List.of());
    return provider;
  }
}
