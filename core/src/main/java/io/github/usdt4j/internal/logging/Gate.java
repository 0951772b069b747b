package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Site;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Answers with two reads whether a tracer is attached to any log probe, and with one more whether
 * to one of a level; shared by all that capture events of one logger context.
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

  /** By level, those of further images. */
  private volatile Site[][] others = new Site[Levels.FATAL + 1][0];

  /**
   * Zero as long as the first image says all; else EMPTY before it does, ELSEWHERE, and HOLD times
   * the holds.
   */
  private volatile int state = EMPTY;

  /** A closed gate. */
  public Gate() {}

  /**
   * Whether the gate may be open at some level. All that most log calls pay: cheaper than to find
   * out the level of the call.
   */
  public boolean isAnyOpen() {
    // The volatile read comes first: it keeps the JIT from hoisting the others out of a loop.
    int now = state;
    return now == 0
        ? (FirstImage.Constant.GATES.get(0) | FirstImage.Constant.GATES.get(1)) != 0
        : now != EMPTY;
  }

  /**
   * As {@link #isAnyOpen}, for the far end of a log call: so deep, the JIT leaves what a buffer
   * calls as calls, four of them. A handle it inlines at any depth.
   */
  public boolean isAnyOpenFarDown() {
    int now = state;
    return now == 0
        ? ((long) WORDS.getOpaque(FirstImage.Constant.BYTES, 0)
                | (long) WORDS.getOpaque(FirstImage.Constant.BYTES, Long.BYTES))
            != 0
        : now != EMPTY;
  }

  /** Whether a tracer is attached to a probe of this level, or the gate is held open. */
  public boolean isOpen(int level) {
    int now = state;
    return now == 0 ? isOpenInFirst(level) : isOpen(level, now);
  }

  private static boolean isOpenInFirst(int level) {
    return FirstImage.Constant.SEMAPHORES.get(level) != 0;
  }

  private boolean isOpen(int level, int now) {
    if (now >= HOLD || ((now & EMPTY) == 0 && isOpenInFirst(level))) {
      return true;
    }
    for (Site site : others[level]) {
      if (site.isEnabled()) {
        return true;
      }
    }
    return false;
  }

  /** Whether some thread renders an event: cheaper than to ask whether this one does. */
  public boolean isHeld() {
    return state >= HOLD;
  }

  /** Opens all levels until {@link #release}: who renders an event wants to meet what that logs. */
  void hold() {
    STATE.addAndGet(this, HOLD);
  }

  void release() {
    STATE.addAndGet(this, -HOLD);
  }

  /** Makes this site's semaphore one of those that open the gate of a level. */
  synchronized void include(int level, Site site) {
    if (site.address() == 0) {
      return;
    }
    if (FirstImage.has(site) && site.semaphoreOffset() == level * Short.BYTES) {
      if ((state & EMPTY) != 0) {
        STATE.updateAndGet(this, now -> now & ~EMPTY);
      }
      return;
    }
    for (Site known : others[level]) {
      if (isSame(known, site)) {
        return;
      }
    }
    Site[][] next = others.clone();
    next[level] = Arrays.copyOf(next[level], next[level].length + 1);
    next[level][next[level].length - 1] = site;
    others = next;
    STATE.updateAndGet(this, now -> now | ELSEWHERE);
  }

  /** Images are told apart by their buffers, which have equal contents while nobody is attached. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Site a, Site b) {
    return a.semaphores() == b.semaphores() && a.semaphoreOffset() == b.semaphoreOffset();
  }
}
