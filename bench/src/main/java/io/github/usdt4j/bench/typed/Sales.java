package io.github.usdt4j.bench.typed;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.typed.unwritten.UnwrittenSaleProbes;
import io.github.usdt4j.typed.TypedProbes;
import java.lang.invoke.MethodHandles;

/** Holds the probe of a sale in all ways, each in a static final field, as applications do. */
public final class Sales {
  public static final SaleProbes WRITTEN = SaleProbesUsdt.open();

  public static final UnwrittenSaleProbes HIDDEN =
      TypedProbes.of(UnwrittenSaleProbes.class, MethodHandles.lookup());

  public static final Probe BY_HAND = byHand();

  private Sales() {}

  private static Probe byHand() {
    Provider provider = Usdt.provider("hand", "bench");
    Probe probe = provider.addProbe("sold", "sold", ArgType.STRING, ArgType.INT32);
    provider.enable();
    return probe;
  }
}
