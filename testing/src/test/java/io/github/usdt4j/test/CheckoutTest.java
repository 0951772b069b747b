package io.github.usdt4j.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of docs/testing.md. */
final class CheckoutTest {
  @RegisterExtension final ProbeRecorder probes = new ProbeRecorder();

  @Test
  void sell_oneItem_firesSold() {
    probes.attach("shop:sold");

    new Checkout().sell("green tea", 3);

    assertThat(probes.fired("shop:sold"))
        .extracting(Fired::arguments)
        .containsExactly(List.of("green tea", 3L));
  }

  /** What a user's test is about. */
  private static final class Checkout {
    private static final Provider SHOP = Usdt.provider("shop", "orders");
    private static final Probe SOLD =
        SHOP.addProbe("checkout", "sold", ArgType.STRING, ArgType.INT32);

    static {
      SHOP.enable();
    }

    void sell(String item, int count) {
      SOLD.fire(item, count);
    }
  }
}
