package io.github.usdt4j;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.ProbeHandle;

/**
 * Declares the forms of {@code fire} that box nothing: every mix of up to four integers and
 * strings, and up to six integers. Each executes the probe when a tracer is attached, and costs one
 * read of memory otherwise.
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
    if (handle.isEnabled()) {
      fireWords(0, 0, 0, 0, 0, 0);
    }
  }

  public void fire(long a0) {
    requireShape(1, 0);
    if (handle.isEnabled()) {
      fireWords(a0, 0, 0, 0, 0, 0);
    }
  }

  public void fire(String a0) {
    requireShape(1, 1);
    if (handle.isEnabled()) {
      fireMixed(1, 1, 0, 0, 0, 0, a0, null, null, null);
    }
  }

  public void fire(long a0, long a1) {
    requireShape(2, 0);
    if (handle.isEnabled()) {
      fireWords(a0, a1, 0, 0, 0, 0);
    }
  }

  public void fire(long a0, String a1) {
    requireShape(2, 2);
    if (handle.isEnabled()) {
      fireMixed(2, 2, a0, 0, 0, 0, null, a1, null, null);
    }
  }

  public void fire(String a0, long a1) {
    requireShape(2, 1);
    if (handle.isEnabled()) {
      fireMixed(2, 1, 0, a1, 0, 0, a0, null, null, null);
    }
  }

  public void fire(String a0, String a1) {
    requireShape(2, 3);
    if (handle.isEnabled()) {
      fireMixed(2, 3, 0, 0, 0, 0, a0, a1, null, null);
    }
  }

  public void fire(long a0, long a1, long a2) {
    requireShape(3, 0);
    if (handle.isEnabled()) {
      fireWords(a0, a1, a2, 0, 0, 0);
    }
  }

  public void fire(long a0, long a1, String a2) {
    requireShape(3, 4);
    if (handle.isEnabled()) {
      fireMixed(3, 4, a0, a1, 0, 0, null, null, a2, null);
    }
  }

  public void fire(long a0, String a1, long a2) {
    requireShape(3, 2);
    if (handle.isEnabled()) {
      fireMixed(3, 2, a0, 0, a2, 0, null, a1, null, null);
    }
  }

  public void fire(long a0, String a1, String a2) {
    requireShape(3, 6);
    if (handle.isEnabled()) {
      fireMixed(3, 6, a0, 0, 0, 0, null, a1, a2, null);
    }
  }

  public void fire(String a0, long a1, long a2) {
    requireShape(3, 1);
    if (handle.isEnabled()) {
      fireMixed(3, 1, 0, a1, a2, 0, a0, null, null, null);
    }
  }

  public void fire(String a0, long a1, String a2) {
    requireShape(3, 5);
    if (handle.isEnabled()) {
      fireMixed(3, 5, 0, a1, 0, 0, a0, null, a2, null);
    }
  }

  public void fire(String a0, String a1, long a2) {
    requireShape(3, 3);
    if (handle.isEnabled()) {
      fireMixed(3, 3, 0, 0, a2, 0, a0, a1, null, null);
    }
  }

  public void fire(String a0, String a1, String a2) {
    requireShape(3, 7);
    if (handle.isEnabled()) {
      fireMixed(3, 7, 0, 0, 0, 0, a0, a1, a2, null);
    }
  }

  public void fire(long a0, long a1, long a2, long a3) {
    requireShape(4, 0);
    if (handle.isEnabled()) {
      fireWords(a0, a1, a2, a3, 0, 0);
    }
  }

  public void fire(long a0, long a1, long a2, String a3) {
    requireShape(4, 8);
    if (handle.isEnabled()) {
      fireMixed(4, 8, a0, a1, a2, 0, null, null, null, a3);
    }
  }

  public void fire(long a0, long a1, String a2, long a3) {
    requireShape(4, 4);
    if (handle.isEnabled()) {
      fireMixed(4, 4, a0, a1, 0, a3, null, null, a2, null);
    }
  }

  public void fire(long a0, long a1, String a2, String a3) {
    requireShape(4, 12);
    if (handle.isEnabled()) {
      fireMixed(4, 12, a0, a1, 0, 0, null, null, a2, a3);
    }
  }

  public void fire(long a0, String a1, long a2, long a3) {
    requireShape(4, 2);
    if (handle.isEnabled()) {
      fireMixed(4, 2, a0, 0, a2, a3, null, a1, null, null);
    }
  }

  public void fire(long a0, String a1, long a2, String a3) {
    requireShape(4, 10);
    if (handle.isEnabled()) {
      fireMixed(4, 10, a0, 0, a2, 0, null, a1, null, a3);
    }
  }

  public void fire(long a0, String a1, String a2, long a3) {
    requireShape(4, 6);
    if (handle.isEnabled()) {
      fireMixed(4, 6, a0, 0, 0, a3, null, a1, a2, null);
    }
  }

  public void fire(long a0, String a1, String a2, String a3) {
    requireShape(4, 14);
    if (handle.isEnabled()) {
      fireMixed(4, 14, a0, 0, 0, 0, null, a1, a2, a3);
    }
  }

  public void fire(String a0, long a1, long a2, long a3) {
    requireShape(4, 1);
    if (handle.isEnabled()) {
      fireMixed(4, 1, 0, a1, a2, a3, a0, null, null, null);
    }
  }

  public void fire(String a0, long a1, long a2, String a3) {
    requireShape(4, 9);
    if (handle.isEnabled()) {
      fireMixed(4, 9, 0, a1, a2, 0, a0, null, null, a3);
    }
  }

  public void fire(String a0, long a1, String a2, long a3) {
    requireShape(4, 5);
    if (handle.isEnabled()) {
      fireMixed(4, 5, 0, a1, 0, a3, a0, null, a2, null);
    }
  }

  public void fire(String a0, long a1, String a2, String a3) {
    requireShape(4, 13);
    if (handle.isEnabled()) {
      fireMixed(4, 13, 0, a1, 0, 0, a0, null, a2, a3);
    }
  }

  public void fire(String a0, String a1, long a2, long a3) {
    requireShape(4, 3);
    if (handle.isEnabled()) {
      fireMixed(4, 3, 0, 0, a2, a3, a0, a1, null, null);
    }
  }

  public void fire(String a0, String a1, long a2, String a3) {
    requireShape(4, 11);
    if (handle.isEnabled()) {
      fireMixed(4, 11, 0, 0, a2, 0, a0, a1, null, a3);
    }
  }

  public void fire(String a0, String a1, String a2, long a3) {
    requireShape(4, 7);
    if (handle.isEnabled()) {
      fireMixed(4, 7, 0, 0, 0, a3, a0, a1, a2, null);
    }
  }

  public void fire(String a0, String a1, String a2, String a3) {
    requireShape(4, 15);
    if (handle.isEnabled()) {
      fireMixed(4, 15, 0, 0, 0, 0, a0, a1, a2, a3);
    }
  }

  public void fire(long a0, long a1, long a2, long a3, long a4) {
    requireShape(5, 0);
    if (handle.isEnabled()) {
      fireWords(a0, a1, a2, a3, a4, 0);
    }
  }

  public void fire(long a0, long a1, long a2, long a3, long a4, long a5) {
    requireShape(6, 0);
    if (handle.isEnabled()) {
      fireWords(a0, a1, a2, a3, a4, a5);
    }
  }

  /** Throws an exception that says how a call does not fit the declaration. */
  abstract void refuse(int argc, int strings);

  // Tested whether or not a tracer is attached: a wrong call must not wait for one to be found.
  final void requireShape(int argc, int strings) {
    if (shape != (argc << 6 | strings)) {
      refuse(argc, strings);
    }
  }

  private void fireWords(long a0, long a1, long a2, long a3, long a4, long a5) {
    long address = handle.site().address();
    // It may have ended since it was asked whether it is enabled.
    if (address != 0) {
      backend.fire6(address, a0, a1, a2, a3, a4, a5);
      Activity.fired(0);
    }
  }

  private void fireMixed(
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
    long address = handle.site().address();
    if (address != 0) {
      Activity.fired(
          backend.fireMixed(
              address, argc, strings, Probe.MAX_STRING_BYTES, l0, l1, l2, l3, s0, s1, s2, s3));
    }
  }
}
