package io.github.usdt4j.internal.attachment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Answers with two reads whether a tracer is attached to any log probe, and with one more whether
 * it is attached to one of a level. All appenders of one logger context share a gate.
 *
 * <p>Probes of one image and level share a semaphore. Only when probes went to a second image are
 * there more semaphores to read.
 */
public final class Gate {
  private static final int EMPTY = 1;
  private static final int ELSEWHERE = 2;
  private static final int HOLD = 4;

  private static final AtomicIntegerFieldUpdater<Gate> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Gate.class, "state");

  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The sites in further images, by level. */
  private volatile ProbeSite[][] others = new ProbeSite[Levels.FATAL + 1][0];

  /**
   * Zero while the first image alone has the answer. Else EMPTY before there is any probe,
   * ELSEWHERE when there are further images, and HOLD times the number of holds.
   */
  private volatile int state = EMPTY;

  /** All gates of this class loader that are still there, and some that are not. */
  private static volatile List<WeakReference<Gate>> all = List.of();

  /** Makes a closed gate. */
  public Gate() {
    know(this);
  }

  private static synchronized void know(Gate made) {
    List<WeakReference<Gate>> next = new ArrayList<>(all);
    next.removeIf(gate -> gate.refersTo(null));
    next.add(new WeakReference<>(made));
    all = List.copyOf(next);
  }

  /**
   * Tells whether the gate may be open at some level. Most log calls pay for this alone: it is
   * cheaper than to find out the level of the call.
   */
  public boolean isAnyOpen() {
    // The volatile read comes first: it keeps the JIT from hoisting the others out of a loop.
    int now = state;
    return now == 0
        ? (FirstImageMemory.Constant.GATES.get(0) | FirstImageMemory.Constant.GATES.get(1)) != 0
        : now != EMPTY;
  }

  /**
   * Tells the same as {@link #isAnyOpen}, for the far end of a log call. At that depth the JIT
   * inlines a handle, but not the four calls that a read of a buffer makes.
   */
  public boolean isAnyOpenFarDown() {
    int now = state;
    return now == 0
        ? ((long) WORDS.getOpaque(FirstImageMemory.Constant.BYTES, 0)
                | (long) WORDS.getOpaque(FirstImageMemory.Constant.BYTES, Long.BYTES))
            != 0
        : now != EMPTY;
  }

  /** Tells whether a tracer is attached to a probe of this level, or the gate is held open. */
  public boolean isOpen(int level) {
    int now = state;
    return now == 0 ? isOpenInFirst(level) : isOpen(level, now);
  }

  private static boolean isOpenInFirst(int level) {
    return FirstImageMemory.Constant.SEMAPHORES.get(level) != 0;
  }

  private boolean isOpen(int level, int now) {
    if (now >= HOLD || ((now & EMPTY) == 0 && isOpenInFirst(level))) {
      return true;
    }
    for (ProbeSite site : others[level]) {
      if (site.isEnabled()) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether some thread renders an event: cheaper than to ask whether this one does. */
  public boolean isHeld() {
    return state >= HOLD;
  }

  /**
   * Opens all levels of all gates until {@link #release}: while an event is rendered, the filters
   * of all contexts are to meet what is logged meanwhile.
   *
   * @return what to release
   */
  public static List<WeakReference<Gate>> hold() {
    List<WeakReference<Gate>> gates = all;
    add(gates, HOLD);
    return gates;
  }

  /** Undoes one {@link #hold}. */
  public static void release(List<WeakReference<Gate>> gates) {
    add(gates, -HOLD);
  }

  @SuppressWarnings("ForLoopReplaceableByForEach") // no iterator for each event
  private static void add(List<WeakReference<Gate>> gates, int holds) {
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i).get();
      if (gate != null) {
        STATE.addAndGet(gate, holds);
      }
    }
  }

  /** Makes this site's semaphore one of those that open the gate of a level. */
  public synchronized void include(int level, ProbeSite site) {
    if (site.address() == 0) {
      return;
    }
    if (FirstImageMemory.has(site) && site.semaphoreOffset() == level * Short.BYTES) {
      if ((state & EMPTY) != 0) {
        STATE.updateAndGet(this, now -> now & ~EMPTY);
      }
      return;
    }
    for (ProbeSite known : others[level]) {
      if (isSame(known, site)) {
        return;
      }
    }
    ProbeSite[][] next = others.clone();
    next[level] = Arrays.copyOf(next[level], next[level].length + 1);
    next[level][next[level].length - 1] = site;
    others = next;
    STATE.updateAndGet(this, now -> now | ELSEWHERE);
  }

  /** Images are told apart by their buffers, which have equal contents while no tracer is. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(ProbeSite a, ProbeSite b) {
    return a.semaphores() == b.semaphores() && a.semaphoreOffset() == b.semaphoreOffset();
  }
}
