package io.github.usdt4j.examples.typedprobes;

import io.github.usdt4j.examples.typedprobes.ShopProbes.Order;
import io.github.usdt4j.examples.typedprobes.ShopProbes.Payment;

/** Sells until it is killed. */
public final class Shop {
  private static final ShopProbes PROBES = ShopProbesUsdt.open();

  private Shop() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("selling, pid " + ProcessHandle.current().pid());
    for (long id = 1; ; id++) {
      long number = id;
      PROBES.sold("green tea", 3);
      PROBES.sent(new Order(id, "Ann", Payment.INVOICE), () -> number + " Quay, Bristol");
      Thread.sleep(1000); // slow enough to be read along
    }
  }
}
