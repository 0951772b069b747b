package io.github.usdt4j;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.ProbeHandle;
import io.github.usdt4j.internal.Site;

/**
 * The forms of {@code fire} that box nothing: every mix of up to four integers and strings, and up
 * to six integers. Each executes the probe when a tracer is attached, and costs one read of memory
 * otherwise.
 *
 * <p>Whether a tracer is attached may change between that read and the fire; either way is
 * harmless: one event more or less at the edge of an attachment.
 */
abstract sealed class FireShapes permits Probe {
  final Backend backend;
  final ProbeHandle handle;
  private final int shape;

  FireShapes(Backend backend, ProbeHandle handle, int argc, int strings) {
    this.backend = backend;
    this.handle = handle;
    // The probes of more arguments than any form here are fired through an ArgWriter.
    this.shape = argc <= 6 ? argc << 6 | strings : -1;
  }

  public void fire() {
    requireShape(0, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, 0, 0, 0, 0, 0, 0);
    }
  }

  public void fire(long a0) {
    requireShape(1, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, 0, 0, 0, 0, 0);
    }
  }

  public void fire(String a0) {
    requireShape(1, 1);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 1, 1, 0, 0, 0, 0, a0, null, null, null);
    }
  }

  public void fire(long a0, long a1) {
    requireShape(2, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, a1, 0, 0, 0, 0);
    }
  }

  public void fire(long a0, String a1) {
    requireShape(2, 2);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 2, 2, a0, 0, 0, 0, null, a1, null, null);
    }
  }

  public void fire(String a0, long a1) {
    requireShape(2, 1);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 2, 1, 0, a1, 0, 0, a0, null, null, null);
    }
  }

  public void fire(String a0, String a1) {
    requireShape(2, 3);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 2, 3, 0, 0, 0, 0, a0, a1, null, null);
    }
  }

  public void fire(long a0, long a1, long a2) {
    requireShape(3, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, a1, a2, 0, 0, 0);
    }
  }

  public void fire(long a0, long a1, String a2) {
    requireShape(3, 4);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 4, a0, a1, 0, 0, null, null, a2, null);
    }
  }

  public void fire(long a0, String a1, long a2) {
    requireShape(3, 2);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 2, a0, 0, a2, 0, null, a1, null, null);
    }
  }

  public void fire(long a0, String a1, String a2) {
    requireShape(3, 6);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 6, a0, 0, 0, 0, null, a1, a2, null);
    }
  }

  public void fire(String a0, long a1, long a2) {
    requireShape(3, 1);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 1, 0, a1, a2, 0, a0, null, null, null);
    }
  }

  public void fire(String a0, long a1, String a2) {
    requireShape(3, 5);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 5, 0, a1, 0, 0, a0, null, a2, null);
    }
  }

  public void fire(String a0, String a1, long a2) {
    requireShape(3, 3);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 3, 0, 0, a2, 0, a0, a1, null, null);
    }
  }

  public void fire(String a0, String a1, String a2) {
    requireShape(3, 7);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 3, 7, 0, 0, 0, 0, a0, a1, a2, null);
    }
  }

  public void fire(long a0, long a1, long a2, long a3) {
    requireShape(4, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, a1, a2, a3, 0, 0);
    }
  }

  public void fire(long a0, long a1, long a2, String a3) {
    requireShape(4, 8);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 8, a0, a1, a2, 0, null, null, null, a3);
    }
  }

  public void fire(long a0, long a1, String a2, long a3) {
    requireShape(4, 4);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 4, a0, a1, 0, a3, null, null, a2, null);
    }
  }

  public void fire(long a0, long a1, String a2, String a3) {
    requireShape(4, 12);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 12, a0, a1, 0, 0, null, null, a2, a3);
    }
  }

  public void fire(long a0, String a1, long a2, long a3) {
    requireShape(4, 2);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 2, a0, 0, a2, a3, null, a1, null, null);
    }
  }

  public void fire(long a0, String a1, long a2, String a3) {
    requireShape(4, 10);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 10, a0, 0, a2, 0, null, a1, null, a3);
    }
  }

  public void fire(long a0, String a1, String a2, long a3) {
    requireShape(4, 6);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 6, a0, 0, 0, a3, null, a1, a2, null);
    }
  }

  public void fire(long a0, String a1, String a2, String a3) {
    requireShape(4, 14);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 14, a0, 0, 0, 0, null, a1, a2, a3);
    }
  }

  public void fire(String a0, long a1, long a2, long a3) {
    requireShape(4, 1);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 1, 0, a1, a2, a3, a0, null, null, null);
    }
  }

  public void fire(String a0, long a1, long a2, String a3) {
    requireShape(4, 9);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 9, 0, a1, a2, 0, a0, null, null, a3);
    }
  }

  public void fire(String a0, long a1, String a2, long a3) {
    requireShape(4, 5);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 5, 0, a1, 0, a3, a0, null, a2, null);
    }
  }

  public void fire(String a0, long a1, String a2, String a3) {
    requireShape(4, 13);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 13, 0, a1, 0, 0, a0, null, a2, a3);
    }
  }

  public void fire(String a0, String a1, long a2, long a3) {
    requireShape(4, 3);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 3, 0, 0, a2, a3, a0, a1, null, null);
    }
  }

  public void fire(String a0, String a1, long a2, String a3) {
    requireShape(4, 11);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 11, 0, 0, a2, 0, a0, a1, null, a3);
    }
  }

  public void fire(String a0, String a1, String a2, long a3) {
    requireShape(4, 7);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 7, 0, 0, 0, a3, a0, a1, a2, null);
    }
  }

  public void fire(String a0, String a1, String a2, String a3) {
    requireShape(4, 15);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireMixed(site, 4, 15, 0, 0, 0, 0, a0, a1, a2, a3);
    }
  }

  public void fire(long a0, long a1, long a2, long a3, long a4) {
    requireShape(5, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, a1, a2, a3, a4, 0);
    }
  }

  public void fire(long a0, long a1, long a2, long a3, long a4, long a5) {
    requireShape(6, 0);
    Site site = handle.site();
    if (site.isEnabled()) {
      fireWords(site, a0, a1, a2, a3, a4, a5);
    }
  }

  /** Says how a call does not fit the declaration; never returns. */
  abstract void refuse(int argc, int strings);

  // Tested whether or not a tracer is attached: a wrong call must not wait for one to be found.
  private void requireShape(int argc, int strings) {
    if (shape != (argc << 6 | strings)) {
      refuse(argc, strings);
    }
  }

  private void fireWords(Site site, long a0, long a1, long a2, long a3, long a4, long a5) {
    backend.fire6(site.address(), a0, a1, a2, a3, a4, a5);
    Counters.fired(0);
  }

  private void fireMixed(
      Site site,
      int argc,
      int strings,
      long l0,
      long l1,
      long l2,
      long l3,
      String s0,
      String s1,
      String s2,
      String s3) {
    Counters.fired(
        backend.fireMixed(
            site.address(), argc, strings, Probe.MAX_STRING_BYTES, l0, l1, l2, l3, s0, s1, s2, s3));
  }
}
