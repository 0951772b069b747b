package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.peers.Contenders;
import io.github.usdt4j.bench.peers.Sites;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures asking whether a tracer is attached, and firing while none is. */
@State(Scope.Benchmark)
public class CheckBenchmark {
  private final String text = "order 4711 accepted for customer 42";
  private boolean field;
  private Provider provider;
  private Probe six;
  private Probe string;
  private Probe eight;
  private long semaphore;

  @Setup(Level.Trial)
  public void enable() {
    provider = Usdt.provider("bench", "bench");
    six = provider.addProbe("bench", "six", repeat(6));
    string = provider.addProbe("bench", "string", ArgType.STRING);
    eight = provider.addProbe("bench", "eight", repeat(8));
    provider.enable();
    semaphore = Sites.semaphoreAddress(six);
  }

  static ArgType[] repeat(int count) {
    ArgType[] types = new ArgType[count];
    java.util.Arrays.fill(types, ArgType.INT64);
    return types;
  }

  @TearDown(Level.Trial)
  public void close() {
    provider.close();
  }

  @Benchmark
  public boolean field() {
    return field;
  }

  @Benchmark
  public boolean isEnabled() {
    return six.isEnabled();
  }

  @Benchmark
  public boolean jni() {
    return Contenders.isEnabled(semaphore);
  }

  @Benchmark
  public void fireSix() {
    six.fire(1, 2, 3, 4, 5, 6);
  }

  @Benchmark
  public void fireString() {
    string.fire(text);
  }

  @Benchmark
  public void fireWriter() {
    eight.fire(a -> a.add(1).add(2).add(3).add(4).add(5).add(6).add(7).add(8));
  }
}
