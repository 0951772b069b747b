package io.github.usdt4j.bench.attached;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.typed.Sales;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fires a probe of a text and an integer by hand, by a written class and by a hidden one. */
final class TypedLoops implements LoopSuite {
  private static final String ITEM = "green tea";

  TypedLoops() {
    Sales.BY_HAND.isEnabled();
  }

  @Override
  public String program() {
    String image = Usdt.status().images().get(0).path();
    return "usdt:%1$s:hand:sold, usdt:%1$s:written:sold, usdt:%1$s:hidden:sold { @site[str(arg0), arg1] = count(); }"
        .formatted(image);
  }

  @Override
  public Map<String, Loop> loops() {
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("hand", TypedLoops::byHand);
    loops.put("written", TypedLoops::written);
    loops.put("hidden", TypedLoops::hidden);
    return loops;
  }

  private static long byHand(long fires) {
    long start = System.nanoTime();
    for (long i = 0; i < fires; i++) {
      Sales.BY_HAND.fire(ITEM, 3);
    }
    return System.nanoTime() - start;
  }

  private static long written(long fires) {
    long start = System.nanoTime();
    for (long i = 0; i < fires; i++) {
      Sales.WRITTEN.sold(ITEM, 3);
    }
    return System.nanoTime() - start;
  }

  private static long hidden(long fires) {
    long start = System.nanoTime();
    for (long i = 0; i < fires; i++) {
      Sales.HIDDEN.sold(ITEM, 3);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {}
}
