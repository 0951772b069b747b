package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.attachment.Gate;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says on its own thread that an event is being rendered: what is logged meanwhile, by a layout or
 * a {@code toString()}, is not captured. It is touched only behind an open gate.
 */
public final class Rendering {
  static final byte NONE = 0;
  private static final byte AUDIBLE = 1;
  static final byte SILENT = 2;

  /**
   * The state of a thread, in an array of one: to leave is a plain write, which a thread whose
   * stack is full can still make. The array stays behind on the application's thread and keeps no
   * class loader.
   */
  private static final ThreadLocal<byte[]> STATE = new ThreadLocal<>();

  private Rendering() {}

  public static boolean isActive() {
    byte[] state = STATE.get();
    return state != null && state[0] != NONE;
  }

  /**
   * Returns whether the current log call happens only because a tracer looks, so that appenders
   * must not get it. The gate is open then, so that a filter meets the call at any level.
   */
  public static boolean isSilent() {
    byte[] state = STATE.get();
    return state != null && state[0] == SILENT;
  }

  /**
   * Makes an event that tracers alone see; a throwable of the application may log when it is asked
   * for its message. Returns null when this thread renders something already, for another logger
   * context.
   */
  public static <T> T silently(Supplier<T> source) {
    byte[] state = begin(true);
    if (state == null) {
      return null;
    }
    List<WeakReference<Gate>> held = Gate.hold();
    try {
      return source.get();
    } finally {
      state[0] = NONE;
      Gate.release(held);
    }
  }

  /**
   * Begins to render and returns the thread's state, or null when this thread renders something
   * already. The caller then holds the gates; to end, it first sets that state to NONE and then
   * releases them.
   */
  static byte[] begin(boolean silent) {
    byte[] state = STATE.get();
    if (state == null) {
      state = new byte[1];
      STATE.set(state);
    }
    if (state[0] != NONE) {
      return null;
    }
    state[0] = silent ? SILENT : AUDIBLE;
    return state;
  }
}
