package io.github.usdt4j;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.Images;
import io.github.usdt4j.internal.Reason;

/**
 * Makes providers, and tells what became of them; applications begin here.
 *
 * <p>System properties, to be set before the first provider is made: {@code usdt4j.disable=true}
 * turns all off; {@code usdt4j.required=true} makes an error of a machine without probes, and of
 * one where their image can be in memory only, which tracers do not find by themselves; {@code
 * usdt4j.dir} is where images go, else the environment's {@code USDT_DIR}, else a directory of this
 * user's below {@code /run} or {@code /tmp}; {@code usdt4j.shared}, else {@code USDT_SHARED}, names
 * an image that several processes share (1 to 127 bytes); {@code usdt4j.nativeDir} is where the
 * native library is unpacked for a moment, else {@code java.io.tmpdir}.
 *
 * <p>All methods may be called from any thread.
 */
public final class Usdt {
  private Usdt() {}

  /**
   * Makes a provider without probes, which is not enabled yet.
   *
   * @param name the first part of a tracer's {@code provider:probe}
   * @param module names the image that the probes live in
   * @throws IllegalArgumentException when a name is not valid
   * @throws UsdtException {@code usdt4j.required} is set and probes are impossible here
   */
  public static Provider provider(String name, String module) {
    Provider provider = Provider.open(name, module);
    Activity.opened(provider, () -> provider.probes().size());
    Activity.publish();
    return provider;
  }

  /** Returns what usdt4j does in this process now. */
  public static UsdtStatus status() {
    Backend backend = Backends.currentOrNoOp();
    return new UsdtStatus(
        backend.kind().label(),
        Reason.now(),
        Images.list(backend, UsdtStatus.Image::new),
        Activity.providers(),
        Activity.probes(),
        Activity.fires(),
        Activity.cuts(),
        Activity.errors());
  }
}
