package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.ProbeHandle;
import io.github.usdt4j.internal.Site;
import java.util.List;

/**
 * Tells of one live probe for each level whether a tracer may have patched its site: one read of
 * the code and few branches, as the JIT puts only little code into every log call.
 */
final class Patches {
  /** No code has this value, as code is read as a short. */
  private static final int NEVER_IDLE = Integer.MIN_VALUE;

  // Where in the code of the first image: at base + step * level, if they are in a row there.
  private final int base;
  private final int step;
  private final int idle;

  Patches(List<ProbeHandle> levels) {
    int first = place(levels, Levels.TRACE);
    int distance = place(levels, Levels.DEBUG) - first;
    boolean isRow = distance > 0;
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      isRow &=
          FirstImage.has(site(levels, level))
              && place(levels, level) == first + distance * (level - Levels.TRACE);
    }
    base = isRow ? first - distance * Levels.TRACE : 0;
    step = isRow ? distance : 0;
    idle = isRow ? site(levels, Levels.TRACE).idleCode() : NEVER_IDLE;
  }

  private static Site site(List<ProbeHandle> levels, int level) {
    return levels.get(level - Levels.TRACE).site();
  }

  private static int place(List<ProbeHandle> levels, int level) {
    return site(levels, level).textOffset() / Short.BYTES;
  }

  /**
   * Zero only when nobody listens at this level; a number, so that several are asked without a
   * branch. Comes after a question to the {@link Gate}.
   */
  int at(int level) {
    return FirstImage.Constant.TEXT.get(base + step * level) ^ idle;
  }
}
