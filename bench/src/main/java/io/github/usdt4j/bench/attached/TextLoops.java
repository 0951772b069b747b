package io.github.usdt4j.bench.attached;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.peers.Contenders;
import io.github.usdt4j.bench.peers.Sites;
import io.github.usdt4j.binding.Native;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fires one string of forty characters: from Java, and ready-made from C at the same site. */
final class TextLoops implements LoopSuite {
  private static final String TEXT = "order 4711 accepted for customer 0815/42";

  private final Provider provider = Usdt.provider("bench", "bench");
  private final Probe probe;

  TextLoops() {
    probe = provider.addProbe("bench", "text", ArgType.STRING);
    provider.enable();
  }

  @Override
  public String program() {
    return "usdt:%s:bench:text { @site[str(arg0)] = count(); }"
        .formatted(Usdt.status().images().get(0).path());
  }

  @Override
  public Map<String, Loop> loops() {
    long site = Sites.of(probe).address();
    long text = Native.usdt_text(TEXT);
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("java", this::java);
    loops.put("c", fires -> Contenders.fireText(site, text, fires));
    return loops;
  }

  private long java(long fires) {
    long start = System.nanoTime();
    for (long i = 0; i < fires; i++) {
      probe.fire(TEXT);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    provider.close();
  }
}
