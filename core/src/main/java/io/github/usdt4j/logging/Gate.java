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
  private static final Site[] NO_SITES = {};

  private final Site[] first = new Site[Levels.FATAL + 1];
  private final AtomicInteger holds = new AtomicInteger();

  /** By level; null as long as the first ones say all. */
  private volatile Site[][] more;

  private Site[][] others;

  /** A closed gate. */
  public Gate() {
    Arrays.fill(first, Site.NONE);
  }

  /** Whether a tracer is attached to a probe of this level, or the gate is held open. */
  public boolean isOpen(int level) {
    return first[level].isEnabled() || (more != null && isOpenElsewhere(level));
  }

  private boolean isOpenElsewhere(int level) {
    if (holds.get() > 0) {
      return true;
    }
    Site[][] sites = more;
    if (sites != null) {
      for (Site site : sites[level]) {
        if (site.isEnabled()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Opens all levels until {@link #release}: who renders an event that nobody else sees wants to
   * meet what that logs.
   */
  void hold() {
    if (holds.getAndIncrement() == 0) {
      publish();
    }
  }

  void release() {
    if (holds.decrementAndGet() == 0) {
      publish();
    }
  }

  private synchronized void publish() {
    if (holds.get() > 0 || others != null) {
      more = others != null ? others : emptySites();
    } else {
      more = null;
    }
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
    Site[][] next = others == null ? emptySites() : others.clone();
    for (Site known : next[level]) {
      if (isSame(known, site)) {
        return;
      }
    }
    Site[] grown = Arrays.copyOf(next[level], next[level].length + 1);
    grown[grown.length - 1] = site;
    next[level] = grown;
    others = next;
    publish();
  }

  /** Images are told apart by their buffers, which have equal contents while nobody is attached. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Site a, Site b) {
    return a.semaphores() == b.semaphores() && a.semaphoreOffset() == b.semaphoreOffset();
  }

  private static Site[][] emptySites() {
    Site[][] sites = new Site[Levels.FATAL + 1][];
    Arrays.fill(sites, NO_SITES);
    return sites;
  }
}
