package io.github.usdt4j.logging;

/**
 * Says on its own thread that an event is being rendered: what is logged meanwhile, by a layout or
 * a {@code toString()}, is not captured. Touched only behind an open gate.
 */
public final class Rendering {
  /**
   * Values are of the boot loader, and removed: nothing stays behind on the application's thread.
   */
  private static final ThreadLocal<Boolean> BELOW_LEVEL = new ThreadLocal<>();

  private Rendering() {}

  public static boolean isActive() {
    return BELOW_LEVEL.get() != null;
  }

  /** Whether what is being rendered is an event that nobody but the tracer sees. */
  public static boolean isOfBelowLevel() {
    return Boolean.TRUE.equals(BELOW_LEVEL.get());
  }

  /** Enters; the caller knows that it is not active. */
  public static void begin(Gate gate, boolean belowLevel) {
    if (belowLevel) {
      gate.hold();
    }
    BELOW_LEVEL.set(belowLevel);
  }

  public static void end(Gate gate) {
    if (Boolean.TRUE.equals(BELOW_LEVEL.get())) {
      gate.release();
    }
    BELOW_LEVEL.remove();
  }
}
