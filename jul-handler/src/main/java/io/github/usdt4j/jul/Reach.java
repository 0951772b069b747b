package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.AppenderProbes;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Tells whether the records of a logger reach one of our handlers: one of the logger's own or of
 * one above it, up to the first that does not use the handlers of its parent.
 */
final class Reach {
  private Reach() {}

  static boolean reaches(Logger logger, AppLevels levels, AppenderProbes<LogRecord> probes) {
    for (Logger each = logger;
        each != null;
        each = each.getUseParentHandlers() ? levels.above(each) : null) {
      for (Handler handler : each.getHandlers()) {
        if (handler instanceof UsdtHandler ours && ours.fires(probes)) {
          return true;
        }
      }
    }
    return false;
  }
}
