package io.github.usdt4j.examples.typedprobes;

import io.github.usdt4j.typed.UsdtProbe;
import io.github.usdt4j.typed.UsdtProvider;
import java.util.function.Supplier;

/** What a shop does. */
@UsdtProvider("shop")
interface ShopProbes {
  /** Says how an order was paid. */
  enum Payment {
    CARD,
    INVOICE
  }

  /** Is what was ordered. */
  record Order(long id, String customer, Payment payment) {}

  /**
   * An item was sold.
   *
   * @param item what was sold
   * @param quantity how many of it
   */
  @UsdtProbe
  void sold(String item, int quantity);

  boolean isSoldEnabled();

  /**
   * An order was sent.
   *
   * @param order which order
   * @param address made only while a tracer is attached
   */
  @UsdtProbe("order_sent")
  void sent(Order order, Supplier<String> address);
}
