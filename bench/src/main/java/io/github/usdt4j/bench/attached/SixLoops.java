package io.github.usdt4j.bench.attached;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.peers.Contenders;
import io.github.usdt4j.bench.peers.Sites;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fires six integers: from Java, from C at the same site, from C with sys/sdt.h, at both kinds of
 * nop.
 */
final class SixLoops implements LoopSuite {
  private final Provider provider = Usdt.provider("bench", "bench");
  private final Probe probe;

  SixLoops() {
    ArgType[] types = new ArgType[6];
    Arrays.fill(types, ArgType.INT64);
    probe = provider.addProbe("bench", "six", types);
    provider.enable();
  }

  @Override
  public String program() {
    String image = Usdt.status().images().get(0).path();
    String count = "usdt:%s:%s:%s { @%s = count(); } ";
    return count.formatted(image, "bench", "six", "site")
        + count.formatted(Contenders.LIBRARY, "contenders", "sdt", "sdt")
        + count.formatted(Contenders.LIBRARY, "contenders", "nop1", "nop1")
        + count.formatted(Contenders.LIBRARY, "contenders", "nop5", "nop5");
  }

  @Override
  public Map<String, Loop> loops() {
    long site = Sites.of(probe).address();
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("java", this::java);
    loops.put("c", fires -> Contenders.fireSix(site, fires));
    loops.put("sdt", Contenders::fireSdt);
    loops.put("nop1", Contenders::fireNop1);
    loops.put("nop5", Contenders::fireNop5);
    return loops;
  }

  private long java(long fires) {
    long start = System.nanoTime();
    for (long i = 0; i < fires; i++) {
      probe.fire(i, i + 1, i + 2, i + 3, i + 4, i + 5);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    provider.close();
  }
}
