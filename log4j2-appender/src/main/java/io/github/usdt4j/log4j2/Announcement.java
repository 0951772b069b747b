package io.github.usdt4j.log4j2;

import io.github.usdt4j.UsdtException;
import io.github.usdt4j.internal.Backends;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Tells the user that probes are missing, or hard to find. Log4j shows errors of its status logger
 * and, by default, nothing else; who has put the appender into his configuration has to hear of it,
 * once. From then on the same text is a warning, so that a configuration that is read again and
 * again does not fill the console.
 */
final class Announcement {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Announcement() {}

  /** There are none; the cause may be null. What the user has switched off is no news. */
  static void noProbes(String reason, Throwable cause) {
    String text = "no USDT probes, the application runs without: " + reason;
    if (Backends.isSwitchedOff()) {
      StatusLogger.getLogger().info(text);
    } else {
      // The text has all that ours says; the stack would hide it.
      tell(text, cause instanceof UsdtException ? null : cause);
    }
  }

  /** They are in memory. */
  static void inMemory(String reason) {
    tell("tracers do not find the USDT probes by themselves: " + reason, null);
  }

  private static void tell(String text, Throwable cause) {
    Level level = TOLD.add(text) ? Level.ERROR : Level.WARN;
    StatusLogger.getLogger().log(level, text, cause);
  }
}
