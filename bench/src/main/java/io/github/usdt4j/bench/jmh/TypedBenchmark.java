package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.typed.Sales;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fires a probe of a text and an integer while no tracer is attached. */
@State(Scope.Benchmark)
public class TypedBenchmark {
  private String item = "green tea";
  private int quantity = 3;

  @Benchmark
  public void byHand() {
    Sales.BY_HAND.fire(item, quantity);
  }

  @Benchmark
  public void written() {
    Sales.WRITTEN.sold(item, quantity);
  }

  @Benchmark
  public void hidden() {
    Sales.HIDDEN.sold(item, quantity);
  }

  @Benchmark
  public void writtenLazily() {
    Sales.WRITTEN.described(() -> item + quantity, quantity);
  }

  @Benchmark
  public void hiddenLazily() {
    Sales.HIDDEN.described(() -> item + quantity, quantity);
  }
}
