package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.attachment.Gate;
import java.util.function.Supplier;

/**
 * Says on its own thread that an event is being rendered: what is logged meanwhile, by a layout or
 * a {@code toString()}, is not captured. Touched only behind an open gate.
 */
public final class Rendering {
  static final byte NONE = 0;
  private static final byte AUDIBLE = 1;
  static final byte SILENT = 2;

  /**
   * What a thread does, in an array of one: to leave is a plain write, which a thread whose stack
   * is full can still make. It stays behind on the application's thread and keeps no class loader.
   */
  private static final ThreadLocal<byte[]> STATE = new ThreadLocal<>();

  private Rendering() {}

  public static boolean isActive() {
    byte[] state = STATE.get();
    return state != null && state[0] != NONE;
  }

  /**
   * Whether what is logged now is logged because a tracer looks: nobody else may see it. The gate
   * is open then, so that a filter meets it at any level.
   */
  public static boolean isSilent() {
    byte[] state = STATE.get();
    return state != null && state[0] == SILENT;
  }

  /**
   * Makes an event that nobody but tracers sees; a throwable of the application may log when it is
   * asked for its message. Null when something is rendered already, for another logger context.
   */
  public static <T> T silently(Gate gate, Supplier<T> source) {
    byte[] state = begin(gate, true);
    if (state == null) {
      return null;
    }
    try {
      return source.get();
    } finally {
      state[0] = NONE;
      gate.release();
    }
  }

  /**
   * Enters, unless this thread renders something already: then it is null. To leave, the caller
   * first sets what is given back to NONE and then releases the gate.
   */
  static byte[] begin(Gate gate, boolean silent) {
    byte[] state = STATE.get();
    if (state == null) {
      state = new byte[1];
      STATE.set(state);
    }
    if (state[0] != NONE) {
      return null;
    }
    gate.hold();
    state[0] = silent ? SILENT : AUDIBLE;
    return state;
  }
}
