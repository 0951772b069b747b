package io.github.usdt4j.logging;

import io.github.usdt4j.internal.Site;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with one 16-bit read whether a tracer is attached to any log probe of a level; shared by
 * all that capture events of one logger context.
 *
 * <p>Probes of one image and level share a semaphore. Only when probes went to a second image are
 * there more semaphores to read.
 */
public final class Gate {
  private static final int ELSEWHERE = 1;
  private static final int HOLD = 2;

  private final Site[] first = new Site[Levels.FATAL + 1];

  /** By level, those of further images. */
  private volatile Site[][] others = new Site[Levels.FATAL + 1][0];

  /** Zero as long as the first sites say all: HOLD times the holds, and ELSEWHERE. */
  private final AtomicInteger wider = new AtomicInteger();

  /** A closed gate. */
  public Gate() {
    Arrays.fill(first, Site.NONE);
  }

  /** Whether a tracer is attached to a probe of this level, or the gate is held open. */
  public boolean isOpen(int level) {
    return first[level].isEnabled() || (wider.get() != 0 && isOpenElsewhere(level));
  }

  private boolean isOpenElsewhere(int level) {
    if (wider.get() >= HOLD) {
      return true;
    }
    for (Site site : others[level]) {
      if (site.isEnabled()) {
        return true;
      }
    }
    return false;
  }

  /** Opens all levels until {@link #release}: who renders an event wants to meet what that logs. */
  void hold() {
    wider.addAndGet(HOLD);
  }

  void release() {
    wider.addAndGet(-HOLD);
  }

  /** Makes this site's semaphore one of those that open the gate of a level. */
  synchronized void include(int level, Site site) {
    if (site.address() == 0 || isSame(first[level], site)) {
      return;
    }
    if (first[level].address() == 0) {
      first[level] = site;
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
    wider.updateAndGet(value -> value | ELSEWHERE);
  }

  /** Images are told apart by their buffers, which have equal contents while nobody is attached. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Site a, Site b) {
    return a.semaphores() == b.semaphores() && a.semaphoreOffset() == b.semaphoreOffset();
  }
}
