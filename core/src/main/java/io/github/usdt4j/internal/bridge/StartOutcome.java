package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.LogProbes;

/**
 * Says what came of an appender's start, one of three: it has probes; there can be none, and it
 * starts and does nothing; or it must not start. The last two have been reported.
 *
 * @param probes the probes in the first case, else null
 */
public record StartOutcome(boolean isRefused, LogProbes probes) {
  static final StartOutcome REFUSED = new StartOutcome(true, null);
  static final StartOutcome WITHOUT_PROBES = new StartOutcome(false, null);

  /** Returns whether the appender has something to fire. */
  public boolean hasProbes() {
    return probes != null;
  }
}
