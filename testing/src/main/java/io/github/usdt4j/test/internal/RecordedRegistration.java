package io.github.usdt4j.test.internal;

import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.ArrayList;
import java.util.List;

/** Keeps a provider whose probes are in a {@link RecordedImage}. */
final class RecordedRegistration implements Registration {
  private final RecordedImage image;
  private final String provider;
  private final List<RecordedProbe> probes = new ArrayList<>();
  private boolean enabled;
  private boolean closed;

  RecordedRegistration(RecordedImage image, String provider) {
    this.image = image;
    this.provider = provider;
  }

  @Override
  public ProbeHandle add(String function, String name, List<String> cTypes) {
    return addAll(function, List.of(name), cTypes, 0).get(0);
  }

  @Override
  public synchronized List<ProbeHandle> addAll(
      String function, List<String> names, List<String> cTypes, int firstGate) {
    requireOpen();
    List<ProbeHandle> added = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      RecordedProbe probe =
          image.slot(provider, names.get(i), cTypes, firstGate == 0 ? 0 : firstGate + i);
      image.setLive(probe, enabled);
      probes.add(probe);
      added.add(probe);
    }
    return added;
  }

  @Override
  public synchronized void remove(ProbeHandle handle) {
    if (handle instanceof RecordedProbe probe && probes.remove(probe)) {
      image.free(probe);
    }
  }

  @Override
  public synchronized void enable() {
    requireOpen();
    enabled = true;
    probes.forEach(probe -> image.setLive(probe, true));
  }

  @Override
  public synchronized void disable() {
    enabled = false;
    probes.forEach(probe -> image.setLive(probe, false));
  }

  @Override
  public synchronized void close() {
    List.copyOf(probes).forEach(this::remove);
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("provider " + provider + " is closed; open another one");
    }
  }
}
