package io.github.usdt4j.test.internal;

import io.github.usdt4j.internal.attachment.ProbeSite;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gives probes the memory that an image of the native library would: semaphores, and code that an
 * attachment changes. Its lock guards slots and attachments.
 *
 * <pre>
 * semaphores: short[GATES + SLOTS]; 0 to 15 are gates, 16 + n is that of slot n
 * text:       short[SLOTS]; the first two bytes of code of slot n
 * </pre>
 */
final class RecordedImage {
  private static final int GATES = 16;
  private static final int SLOTS = 1 << 18;
  private static final short IDLE = 0x1f0f;
  private static final short PATCHED = 0x1fcc;

  private final ByteBuffer semaphores =
      ByteBuffer.allocateDirect((GATES + SLOTS) * Short.BYTES).order(ByteOrder.nativeOrder());
  private final ShortBuffer text =
      ByteBuffer.allocateDirect(SLOTS * Short.BYTES).order(ByteOrder.nativeOrder()).asShortBuffer();
  private final List<RecordedProbe> slots = new ArrayList<>();
  private final ConcurrentMap<Long, RecordedProbe> byAddress = new ConcurrentHashMap<>();
  private final Set<Recording<?>> tracers = new LinkedHashSet<>();

  /** Returns the probe at an address, or null. */
  RecordedProbe at(long address) {
    return byAddress.get(address);
  }

  /** Returns a slot for a probe: that of an equal one that has ended, or a new one. */
  synchronized RecordedProbe slot(String provider, String name, List<String> cTypes, int gate) {
    for (RecordedProbe slot : slots) {
      if (slot.isFreeFor(provider, name, cTypes, gate)) {
        slot.setFree(false);
        return slot;
      }
    }
    int index = slots.size();
    if (index == SLOTS) {
      throw new IllegalStateException("a recording holds at most " + SLOTS + " probes");
    }
    text.put(index, IDLE);
    int semaphore = gate > 0 ? gate : GATES + index;
    ProbeSite place =
        new ProbeSite(
            semaphores, semaphore * Short.BYTES, index + 1L, text, index * Short.BYTES, IDLE);
    RecordedProbe made = new RecordedProbe(provider, name, cTypes, gate, place);
    slots.add(made);
    byAddress.put(place.address(), made);
    return made;
  }

  /** Makes a probe live, and attaches the tracers that asked for it before, or ends it. */
  synchronized void setLive(RecordedProbe probe, boolean live) {
    if (live) {
      tracers.forEach(tracer -> attach(probe, tracer));
    }
    probe.setLive(live);
  }

  synchronized void free(RecordedProbe probe) {
    probe.setLive(false);
    probe.setFree(true);
  }

  /** Attaches a tracer to the live probes that it wants, and detaches it from all others. */
  synchronized void update(Recording<?> tracer) {
    for (RecordedProbe slot : slots) {
      if (slot.isLive()) {
        attach(slot, tracer);
      }
      detach(slot, tracer);
    }
    if (tracer.isIdle()) {
      tracers.remove(tracer);
    } else {
      tracers.add(tracer);
    }
  }

  /** Returns the names of the live probes that match, sorted. */
  synchronized List<String> live(ProbeGlob glob) {
    return slots.stream()
        .filter(slot -> slot.isLive() && glob.matches(slot.provider(), slot.name()))
        .map(slot -> slot.provider() + ':' + slot.name())
        .sorted()
        .toList();
  }

  private void attach(RecordedProbe slot, Recording<?> tracer) {
    if (tracer.wants(slot) && !slot.tracers().contains(tracer)) {
      slot.tracers().add(tracer);
      count(slot, 1);
    }
  }

  private void detach(RecordedProbe slot, Recording<?> tracer) {
    if (!tracer.wants(slot) && slot.tracers().remove(tracer)) {
      count(slot, -1);
    }
  }

  private void count(RecordedProbe slot, int by) {
    ProbeSite place = slot.place();
    short before = semaphores.getShort(place.semaphoreOffset());
    semaphores.putShort(place.semaphoreOffset(), (short) (before + by));
    text.put(place.textOffset() / Short.BYTES, slot.tracers().isEmpty() ? IDLE : PATCHED);
  }
}
