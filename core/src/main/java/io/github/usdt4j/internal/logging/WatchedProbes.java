package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.attachment.ProbeSite;

/**
 * Holds the probes at which tracers watch one logger and level at this moment. It is made behind an
 * open gate and used at once.
 *
 * @param root the root provider's probe, or null when no tracer is attached to it
 * @param json the root provider's probe for whole records, or null
 * @param own the probe of the logger's own provider, or null
 */
public record WatchedProbes(
    LoggerEntry logger, int level, ProbeSite root, ProbeSite json, ProbeSite own) {

  /** Notes that an event has fired these probes, or is about to. */
  public void noteIn(OncePerEvent event) {
    for (ProbeSite site : new ProbeSite[] {root, json, own}) {
      if (site != null) {
        event.isFirst(site);
      }
    }
  }

  /** Returns whether there is a probe that an event has not fired. */
  public boolean isLeftIn(OncePerEvent event) {
    return isLeft(root, event) || isLeft(json, event) || isLeft(own, event);
  }

  private static boolean isLeft(ProbeSite site, OncePerEvent event) {
    return site != null && !event.has(site);
  }
}
