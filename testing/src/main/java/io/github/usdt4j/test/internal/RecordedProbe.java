package io.github.usdt4j.test.internal;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A probe here is a slot of a {@link RecordedImage}: a probe, the tracers that are attached to it,
 * and its place in memory.
 */
final class RecordedProbe extends ProbeHandle {
  private final String provider;
  private final String name;
  private final List<ArgType> types;
  private final int gate;
  private final ProbeSite place;

  /** The attached tracers; changed with the lock of the image, read without. */
  private final List<Recording<?>> tracers = new CopyOnWriteArrayList<>();

  /** Whether the slot may be given to the same probe again; guarded by the lock of the image. */
  private boolean free;

  RecordedProbe(String provider, String name, List<String> cTypes, int gate, ProbeSite place) {
    this.provider = provider;
    this.name = name;
    this.types = cTypes.stream().map(Arrival::type).toList();
    this.gate = gate;
    this.place = place;
  }

  String provider() {
    return provider;
  }

  String name() {
    return name;
  }

  List<ArgType> types() {
    return types;
  }

  ProbeSite place() {
    return place;
  }

  List<Recording<?>> tracers() {
    return tracers;
  }

  boolean isLive() {
    return site().address() != 0;
  }

  void setFree(boolean free) {
    this.free = free;
  }

  boolean isFreeFor(String aProvider, String aName, List<String> cTypes, int aGate) {
    return free
        && gate == aGate
        && provider.equals(aProvider)
        && name.equals(aName)
        && types.stream().map(ArgType::cType).toList().equals(cTypes);
  }

  void setLive(boolean live) {
    if (!live) {
      move(ProbeSite.NONE);
    } else if (gate == 0) {
      moveToOwn(place, place.semaphore());
    } else {
      move(place);
    }
  }
}
