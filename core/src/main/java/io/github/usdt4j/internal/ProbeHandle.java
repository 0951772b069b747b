package io.github.usdt4j.internal;

/** A probe inside a {@link Registration}. */
public abstract class ProbeHandle {
  private volatile Site site = Site.NONE;

  /** Where the probe is now; {@link Site#NONE} while it is not live. Never null. */
  public final Site site() {
    return site;
  }

  /** Moves the probe; for backends. */
  protected final void move(Site next) {
    site = next;
  }
}
