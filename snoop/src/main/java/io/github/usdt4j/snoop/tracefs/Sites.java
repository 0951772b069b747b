package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.images.ProbeNote;
import java.util.BitSet;

/** Remembers probes of an image, by the slots of 32 bytes that their sites are in. */
final class Sites {
  private static final int SLOT = 32;

  private final BitSet slots = new BitSet();

  void add(ProbeNote probe) {
    slots.set(slot(probe.site()));
  }

  boolean contains(ProbeNote probe) {
    return contains(probe.site());
  }

  boolean contains(long site) {
    return site >= 0 && site / SLOT <= Integer.MAX_VALUE && slots.get(slot(site));
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  private static int slot(long site) {
    return Math.toIntExact(site / SLOT);
  }
}
