package io.github.usdt4j.examples.coreprobes;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;

/** A program with one probe, which takes a string and an integer and is fired once a second. */
public final class CoreProbes {
  private CoreProbes() {}

  /** Runs until it is interrupted. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Provider provider = Usdt.provider("examplep", "examplem")) {
      Probe probe = provider.addProbe("examplef", "examplen", ArgType.STRING, ArgType.INT32);
      provider.enable();
      System.out.println(
          "pid " + ProcessHandle.current().pid() + ", backend " + Usdt.status().backend());

      for (int round = 0; ; round++) {
        probe.fire("hello from Java", round);
        // Slow enough to be read along.
        Thread.sleep(1000);
      }
    }
  }
}
