package io.github.usdt4j.examples.orders;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts orders: takes from the stock, charges, and has them packed. */
final class OrderService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrderService.class);

  private final Inventory inventory = new Inventory();
  private final Credit credit = new Credit();
  private final Packing packing;
  private final AtomicInteger numbers = new AtomicInteger();

  OrderService(Packing packing) {
    this.packing = packing;
  }

  Order place(String tenant, String item, int quantity) throws RefusedException {
    log.debug("{} x {} wanted", quantity, item);
    int cents = inventory.take(item, quantity);
    try {
      credit.charge(tenant, cents);
    } catch (RefusedException e) {
      inventory.putBack(item, quantity);
      log.debug("put back {} x {}", quantity, item, e);
      log.info("order refused");
      throw e;
    }
    Order order = new Order(numbers.incrementAndGet(), item, quantity, cents);
    log.info("order {} accepted", order.number());
    packing.add(order);
    return order;
  }

  @Override
  public void close() {
    packing.close();
  }
}
