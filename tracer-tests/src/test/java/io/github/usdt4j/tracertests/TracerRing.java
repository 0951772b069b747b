package io.github.usdt4j.tracertests;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kind of tracer and a puppet for it, and what there is to know of the tracer.
 *
 * @param readable how many arguments it reads
 * @param longestString in bytes
 * @param nullText what it shows of a text at address 0
 */
record TracerRing(
    PuppetJvm puppet, Tracer.Attacher attacher, int readable, int longestString, String nullText) {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** With a provider of its own name: perf's names are known to the whole machine. */
  static PuppetJvm startPuppet() {
    String provider =
        "puppet%d_%dp".formatted(ProcessHandle.current().pid(), NUMBERS.incrementAndGet());
    PuppetJvm puppet = new PuppetJvm(provider, "ring");
    try {
      return puppet.add("first").enable();
    } catch (AssertionError e) {
      puppet.close();
      throw e;
    }
  }

  /** The same kind of tracer for another puppet. */
  TracerRing of(PuppetJvm other) {
    return new TracerRing(other, attacher, readable, longestString, nullText);
  }

  Tracer attach(int stringBytes, List<Traced> probes) {
    return attacher.attach(
        puppet, stringBytes, probes.stream().map(traced -> traced.limited(readable)).toList());
  }

  Tracer attach(Traced... probes) {
    return attach(64, List.of(probes));
  }

  /** Adds probes of one integer. */
  Traced[] add(String... probes) {
    Traced[] traced = new Traced[probes.length];
    for (int i = 0; i < probes.length; i++) {
      puppet.add(probes[i], ArgType.INT64);
      traced[i] = new Traced(probes[i], ArgType.INT64);
    }
    return traced;
  }
}
