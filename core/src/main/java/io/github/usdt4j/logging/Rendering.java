package io.github.usdt4j.logging;

/**
 * Says on its own thread that an event is being rendered: what is logged meanwhile, by a layout or
 * a {@code toString()}, is not captured. Touched only behind an open gate.
 */
public final class Rendering {
  /**
   * Whether silent; null when nothing is rendered. An entry without a value stays behind on the
   * application's thread and keeps no class loader: to remove it costs a log event a tenth more.
   */
  private static final ThreadLocal<Boolean> SILENT = new ThreadLocal<>();

  private Rendering() {}

  public static boolean isActive() {
    return SILENT.get() != null;
  }

  /**
   * Whether what is logged now is logged because a tracer looks: nobody else may see it. The gate
   * is open then, so that a filter meets it at any level.
   */
  public static boolean isSilent() {
    return Boolean.TRUE.equals(SILENT.get());
  }

  /** Enters; the caller knows that it is not active. */
  static void begin(Gate gate, boolean silent) {
    gate.hold();
    SILENT.set(silent);
  }

  static void silence() {
    SILENT.set(true);
  }

  static void end(Gate gate) {
    SILENT.set(null);
    gate.release();
  }
}
