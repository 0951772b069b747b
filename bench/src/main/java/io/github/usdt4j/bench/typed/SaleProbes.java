package io.github.usdt4j.bench.typed;

import io.github.usdt4j.typed.UsdtProbe;
import io.github.usdt4j.typed.UsdtProvider;
import java.util.function.Supplier;

/** Declares probes of a sale; the processor writes its class. */
@UsdtProvider(value = "written", module = "bench")
public interface SaleProbes {
  @UsdtProbe
  void sold(String item, int quantity);

  @UsdtProbe
  void described(Supplier<String> text, long cents);
}
