package io.github.usdt4j.bench.peers;

import io.github.usdt4j.Probe;
import io.github.usdt4j.binding.Native;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.lang.reflect.Field;

/** Finds where a probe is in memory, for code that goes there without it. */
public final class Sites {
  private Sites() {}

  public static ProbeSite of(Probe probe) {
    try {
      Field handle = Probe.class.getSuperclass().getDeclaredField("handle");
      handle.setAccessible(true);
      return ((ProbeHandle) handle.get(probe)).site();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the address of a probe's semaphore in the first image. */
  public static long semaphoreAddress(Probe probe) {
    return Native.usdt_image_semaphores(0) + of(probe).semaphoreOffset();
  }
}
