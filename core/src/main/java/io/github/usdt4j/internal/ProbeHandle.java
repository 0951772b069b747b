package io.github.usdt4j.internal;

import java.nio.ShortBuffer;

/** A probe inside a {@link Registration}. */
public abstract class ProbeHandle {
  private volatile Site site = Site.NONE;

  /**
   * The semaphore of {@code site} alone, or null. A read of it costs two thirds of one by way of
   * the site; it comes after a volatile one, so that the JIT may not hoist it out of a loop either.
   */
  private volatile ShortBuffer semaphore;

  /** A probe that is never live. */
  public static ProbeHandle silent() {
    return new ProbeHandle() {};
  }

  /** Where the probe is now; {@link Site#NONE} while it is not live. Never null. */
  public final Site site() {
    return site;
  }

  /** Whether a tracer is attached to this probe, or to any probe behind the same gate. */
  public final boolean isEnabled() {
    ShortBuffer alone = semaphore;
    return alone != null ? alone.get(0) != 0 : site.isEnabled();
  }

  /** Moves the probe; for backends. */
  protected final void move(Site next) {
    site = next;
    semaphore = null;
  }

  /**
   * Moves a probe that will be asked often whether it is enabled.
   *
   * @param own nothing but the semaphore of {@code next}
   */
  protected final void moveToOwn(Site next, ShortBuffer own) {
    site = next;
    semaphore = own;
  }
}
