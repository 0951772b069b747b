package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a provider of libusdt. Its lock orders changes; firing threads never take it, and the sites
 * that they hold stay executable after the probe has ended.
 */
final class NativeRegistration implements Registration {
  private static final int LONGS_PER_PROBE = 5;

  private final NativeBackend backend;
  private final String label;
  private final Set<NativeProbe> probes = new LinkedHashSet<>();
  private long provider;
  private boolean enabled;

  NativeRegistration(NativeBackend backend, long provider, String label) {
    this.backend = backend;
    this.provider = provider;
    this.label = label;
  }

  private final class NativeProbe extends ProbeHandle {
    final long definition;
    private final boolean isGated;

    NativeProbe(long definition, boolean isGated) {
      this.definition = definition;
      this.isGated = isGated;
    }

    void live(long image, long semaphoreOffset, long siteOffset, long address) {
      ProbeSite site = backend.site(image, semaphoreOffset, siteOffset, address);
      if (isGated) {
        move(site);
      } else {
        moveToOwn(site, backend.semaphore(image, semaphoreOffset));
      }
    }

    void end() {
      move(ProbeSite.NONE);
    }

    /** Returns a hash of the native definition; an identity hash would cost a call into the JVM. */
    @Override
    public int hashCode() {
      return Long.hashCode(definition >>> 4);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Override
  public ProbeHandle add(String function, String name, List<String> cTypes) throws ProbeException {
    return addAll(function, List.of(name), cTypes, 0).get(0);
  }

  @Override
  public synchronized List<ProbeHandle> addAll(
      String function, List<String> names, List<String> cTypes, int firstGate)
      throws ProbeException {
    requireOpen();
    long[] out = new long[names.size() * LONGS_PER_PROBE];
    int result =
        Native.usdt_provider_add_all(
            provider, function, String.join(",", names), String.join(",", cTypes), firstGate, out);
    check(result, "add ", names);
    List<ProbeHandle> added = new ArrayList<>(names.size());
    for (int i = 0; i < out.length; i += LONGS_PER_PROBE) {
      NativeProbe probe = new NativeProbe(out[i], firstGate > 0);
      probes.add(probe);
      if (out[i + 1] >= 0) {
        probe.live(out[i + 1], out[i + 2], out[i + 3], out[i + 4]);
      }
      added.add(probe);
    }
    try {
      if (enabled && out.length > 0 && out[1] < 0) {
        // Enabled while it was empty, which libusdt refuses; now there is something to enable.
        makeLive();
      } else {
        for (int i = 0; i < out.length; i += LONGS_PER_PROBE) {
          requireFile("add ", names, (int) out[i + 1]);
        }
      }
    } catch (ProbeException e) {
      added.forEach(this::remove);
      throw e;
    }
    return added;
  }

  @Override
  public synchronized void remove(ProbeHandle handle) {
    if (handle instanceof NativeProbe probe && probes.remove(probe)) {
      probe.end();
      Native.usdt_provider_remove_probe(provider, probe.definition);
      Native.usdt_probe_release(probe.definition);
    }
  }

  @Override
  public synchronized void enable() throws ProbeException {
    requireOpen();
    if (enabled) {
      return;
    }
    if (!probes.isEmpty()) {
      makeLive();
    }
    enabled = true;
  }

  private void makeLive() throws ProbeException {
    check(Native.usdt_provider_enable(provider), "enable", "");
    long[] rows = new long[probes.size() * LONGS_PER_PROBE];
    int row = 0;
    for (NativeProbe probe : probes) {
      rows[row] = probe.definition;
      row += LONGS_PER_PROBE;
    }
    Native.usdt_probe_places(rows);
    row = 0;
    for (NativeProbe probe : probes) {
      probe.live(rows[row + 1], rows[row + 2], rows[row + 3], rows[row + 4]);
      row += LONGS_PER_PROBE;
    }
    try {
      for (NativeProbe probe : Backends.isRequired() ? probes : Set.<NativeProbe>of()) {
        requireFile("enable", "", Native.usdt_probe_image(probe.definition));
      }
    } catch (ProbeException e) {
      hide();
      throw e;
    }
  }

  /**
   * Fails when an image is in memory only and {@code usdt4j.required} is set: tracers that look for
   * the probes of a process do not see it.
   */
  private void requireFile(String verb, Object what, int image) throws ProbeException {
    String reason = image >= 0 && Backends.isRequired() ? Native.usdt_image_reason(image) : "";
    if (!reason.isEmpty()) {
      throw new ProbeException(
          "provider "
              + label
              + ": cannot "
              + verb
              + what
              + ": usdt4j.required=true asks for an image in a file, and only memory could be had: "
              + reason
              + "; set usdt4j.dir to a directory of this user's, on a file system that allows"
              + " execution");
    }
  }

  @Override
  public synchronized void disable() {
    if (enabled) {
      enabled = false;
      hide();
    }
  }

  private void hide() {
    probes.forEach(NativeProbe::end);
    Native.usdt_provider_disable(provider);
  }

  @Override
  public synchronized void close() {
    if (provider == 0) {
      return;
    }
    disable();
    probes.forEach(probe -> Native.usdt_probe_release(probe.definition));
    probes.clear();
    Native.usdt_provider_free(provider);
    provider = 0;
  }

  private void requireOpen() {
    if (provider == 0) {
      throw new IllegalStateException("provider " + label + " is closed; open another one");
    }
  }

  private void check(int result, String verb, Object what) throws ProbeException {
    if (result != 0) {
      String text = Native.usdt_errstr(provider);
      throw new ProbeException("provider " + label + ": cannot " + verb + what + ": " + text);
    }
  }
}
