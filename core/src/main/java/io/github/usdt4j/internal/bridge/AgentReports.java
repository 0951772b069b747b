package io.github.usdt4j.internal.bridge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what a bridge has to report that an agent has brought. The frameworks may print reports
 * into the application's log, which must stay as it is; so the agent's command shows them.
 */
public final class AgentReports {
  /** Nobody reads more, and the texts of failures differ without end. */
  private static final int MOST = 20;

  private static final Set<String> TEXTS = new LinkedHashSet<>();

  private static boolean isBrought;

  private AgentReports() {}

  /** Begins to keep all that the bridge of this class loader reports. */
  public static synchronized void begin() {
    isBrought = true;
  }

  /** Returns whether an agent has brought the bridge. */
  public static synchronized boolean areKept() {
    return isBrought;
  }

  /** Keeps a report where an agent has brought the bridge; returns whether it has. */
  public static synchronized boolean take(String text, Throwable cause) {
    if (isBrought && TEXTS.size() < MOST) {
      TEXTS.add(cause == null ? text : text + ": " + cause);
    }
    return isBrought;
  }

  /** Returns the reports so far, each text once. */
  public static synchronized List<String> all() {
    return List.copyOf(TEXTS);
  }
}
