package io.github.usdt4j.internal.attachment;

import java.util.List;

/**
 * Answers whether a tracer is attached to one provider at a level. The provider has one live probe
 * for each level, and a tracer patches the code at a probe's site. The answer takes one read of
 * that code and few branches, since the JIT inlines only little code into every log call.
 */
public final class AttachedLevels {
  /** A value that no code has, as code is read as a short. */
  private static final int NEVER_IDLE = Integer.MIN_VALUE;

  // Where in the code of the first image: at base + step * level, if they are in a row there.
  private final int base;
  private final int step;
  private final int idle;

  /**
   * Looks for the sites of probes.
   *
   * @param levels the probes of one provider, from trace to fatal
   */
  public AttachedLevels(List<ProbeHandle> levels) {
    int first = place(levels, Levels.TRACE);
    int distance = place(levels, Levels.DEBUG) - first;
    boolean isRow = distance > 0;
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      isRow &=
          FirstImageMemory.has(site(levels, level))
              && place(levels, level) == first + distance * (level - Levels.TRACE);
    }
    base = isRow ? first - distance * Levels.TRACE : 0;
    step = isRow ? distance : 0;
    idle = isRow ? site(levels, Levels.TRACE).idleCode() : NEVER_IDLE;
  }

  private static ProbeSite site(List<ProbeHandle> levels, int level) {
    return levels.get(level - Levels.TRACE).site();
  }

  private static int place(List<ProbeHandle> levels, int level) {
    return site(levels, level).textOffset() / Short.BYTES;
  }

  /**
   * Returns zero only when no tracer is attached at this level. It is a number, so that several are
   * asked without a branch. The caller has asked the {@link Gate} before.
   */
  public int at(int level) {
    return FirstImageMemory.Constant.TEXT.get(base + step * level) ^ idle;
  }
}
