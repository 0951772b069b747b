package io.github.usdt4j.log4j2.internal;

import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.spi.AbstractLogger;

/**
 * Recognises the calls that describe the flow of control: {@code traceEntry}, {@code traceExit},
 * {@code catching} and {@code throwing}. They ask whether they are enabled without a message, and
 * log whatever the level when the answer is yes.
 */
public final class Flow {
  private Flow() {}

  /** Returns whether a call with this marker describes the flow of control. */
  public static boolean isFlow(Marker marker) {
    return marker != null
        && (marker.isInstanceOf(AbstractLogger.FLOW_MARKER)
            || marker.isInstanceOf(AbstractLogger.EXCEPTION_MARKER));
  }
}
