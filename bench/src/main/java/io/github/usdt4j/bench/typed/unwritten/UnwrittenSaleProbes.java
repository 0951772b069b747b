package io.github.usdt4j.bench.typed.unwritten;

import io.github.usdt4j.typed.UsdtProbe;
import io.github.usdt4j.typed.UsdtProvider;
import java.util.function.Supplier;

/** Declares probes of a sale; its class is made at run time. */
@UsdtProvider(value = "hidden", module = "bench")
public interface UnwrittenSaleProbes {
  @UsdtProbe
  void sold(String item, int quantity);

  @UsdtProbe
  void described(Supplier<String> text, long cents);
}
