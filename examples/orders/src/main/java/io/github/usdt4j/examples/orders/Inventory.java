package io.github.usdt4j.examples.orders;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is on the shelves, and what it costs. */
final class Inventory {
  private static final Logger log = LoggerFactory.getLogger(Inventory.class);
  private static final Map<String, Integer> CENTS =
      Map.of("green-tea", 390, "oolong", 620, "teapot", 4900, "samovar", 25_000);
  private static final int NEARLY_GONE = 10;

  private final Map<String, Integer> shelves =
      new TreeMap<>(Map.of("green-tea", 1_000_000, "oolong", 1_000_000, "teapot", 12));

  /** Takes it from the shelf and tells the price. */
  synchronized int take(String item, int quantity) throws RefusedException {
    Integer cents = CENTS.get(item);
    if (cents == null) {
      throw new RefusedException("no such item");
    }
    if (log.isDebugEnabled()) {
      log.debug("shelf before: {}", describe(item));
    }
    int left = shelf(item) - quantity;
    if (left < 0) {
      throw new RefusedException("sold out");
    }
    shelves.put(item, left);
    if (left < NEARLY_GONE) {
      log.warn("{} left of {}", left, item);
    }
    return quantity * cents;
  }

  synchronized void putBack(String item, int quantity) {
    shelves.merge(item, quantity, Integer::sum);
  }

  private int shelf(String item) {
    Integer shelf = shelves.get(item);
    if (shelf == null) {
      // The large things are elsewhere, which is where things go wrong.
      throw new IllegalStateException("warehouse 2 does not answer");
    }
    return shelf;
  }

  /** Stands for what is too costly to be made for nobody. */
  private String describe(String item) {
    return item + "=" + shelves.getOrDefault(item, 0) + " of " + shelves.size() + " items";
  }
}
