package io.github.usdt4j;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.Images;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The way in: makes providers, and tells what became of them.
 *
 * <p>System properties: {@code usdt4j.disable=true} turns all off; {@code usdt4j.required=true}
 * makes an error of a machine without probes, and of one where their image can be in memory only,
 * which tracers do not find by themselves; {@code usdt4j.dir} is where images go; {@code
 * usdt4j.shared} names an image that several processes share; {@code usdt4j.nativeDir} is where the
 * native library is unpacked.
 */
public final class Usdt {
  private static final Set<Provider> OPEN = new LinkedHashSet<>();
  private static String failure = "";

  private Usdt() {}

  /**
   * A provider without probes, not enabled.
   *
   * @param name the first part of a tracer's {@code provider:probe}
   * @param module names the image that the probes live in
   * @throws IllegalArgumentException bad name
   * @throws UsdtException {@code usdt4j.required} is set and probes cannot be had
   */
  public static Provider provider(String name, String module) {
    Provider provider = new Provider(name, module, Backends.current());
    synchronized (OPEN) {
      OPEN.add(provider);
      if (OPEN.size() == 1) {
        StatusBean.register();
      }
    }
    return provider;
  }

  /** What usdt4j does in this process now. */
  public static UsdtStatus status() {
    Backend backend = Backends.currentOrNoOp();
    List<String> providers = new ArrayList<>();
    int probes = 0;
    String reason;
    List<Provider> open;
    synchronized (OPEN) {
      open = List.copyOf(OPEN);
      reason = backend.reason().isEmpty() ? failure : backend.reason();
    }
    for (Provider provider : open) {
      providers.add(provider.toString());
      probes += provider.probes().size();
    }
    return new UsdtStatus(
        backend.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        reason,
        backend.kind() == Backend.Kind.NATIVE ? Images.list(UsdtStatus.Image::new) : List.of(),
        providers,
        probes,
        Counters.FIRES.sum(),
        Counters.CUTS.sum(),
        Counters.ERRORS.sum());
  }

  static void failed(String reason) {
    synchronized (OPEN) {
      failure = reason;
    }
  }

  static void closed(Provider provider) {
    synchronized (OPEN) {
      if (OPEN.remove(provider) && OPEN.isEmpty()) {
        StatusBean.unregister();
      }
    }
  }
}
