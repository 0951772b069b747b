package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.LogProbes;

/**
 * What came of an appender's start, one of three: it has probes; there can be none, and it starts
 * and does nothing; or it must not start. The last two have been reported.
 *
 * @param probes null but in the first case
 */
public record StartOutcome(boolean isRefused, LogProbes probes) {
  static final StartOutcome REFUSED = new StartOutcome(true, null);
  static final StartOutcome WITHOUT_PROBES = new StartOutcome(false, null);

  /** Whether the appender has something to fire. */
  public boolean hasProbes() {
    return probes != null;
  }
}
