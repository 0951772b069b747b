package io.github.usdt4j.internal.attachment;

import java.nio.ShortBuffer;

/**
 * Keeps a probe of a backend: where it is now, and whether a tracer is attached to it. It moves
 * when its provider is enabled or ends.
 */
public abstract class ProbeHandle {
  private volatile ProbeSite site = ProbeSite.NONE;

  /**
   * The semaphore of {@code site} alone, or null. A read of it is cheaper than one by way of the
   * site. It follows a volatile read, so that the JIT may not hoist it out of a loop either.
   */
  private volatile ShortBuffer semaphore;

  /** Returns a probe that is never live. */
  public static ProbeHandle silent() {
    return new ProbeHandle() {};
  }

  /** Returns where the probe is now; {@link ProbeSite#NONE} while it is not live. Never null. */
  public final ProbeSite site() {
    return site;
  }

  /** Tells whether a tracer is attached to this probe, or to any probe behind the same gate. */
  public final boolean isEnabled() {
    ShortBuffer alone = semaphore;
    return alone != null ? alone.get(0) != 0 : site.isEnabled();
  }

  /** Moves the probe; for backends. */
  protected final void move(ProbeSite next) {
    site = next;
    semaphore = null;
  }

  /**
   * Moves a probe that will be asked often whether it is enabled.
   *
   * @param own nothing but the semaphore of {@code next}
   */
  protected final void moveToOwn(ProbeSite next, ShortBuffer own) {
    site = next;
    semaphore = own;
  }
}
