package io.github.usdt4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Keeps what this process has open and has done, which {@code Usdt.status()} tells. */
public final class Activity {
  private static final LongAdder FIRES = new LongAdder();
  private static final LongAdder CUTS = new LongAdder();
  private static final LongAdder ERRORS = new LongAdder();

  /** Open providers, with the number of probes that each has now. */
  private static final Map<Object, IntSupplier> OPEN = new LinkedHashMap<>();

  /** The users of probes that would have a provider open if the machine allowed it. */
  private static final Set<Object> FALLEN_BACK = Collections.newSetFromMap(new IdentityHashMap<>());

  private static String lastError = "";

  private Activity() {}

  /** Counts a fire; it is called only while a tracer is attached. */
  public static void fired(int cuts) {
    FIRES.increment();
    if (cuts != 0) {
      CUTS.add(cuts);
    }
  }

  /** Counts a failure that the application does not see. */
  public static void failed() {
    ERRORS.increment();
  }

  /**
   * Does what {@link #failed()} does, and keeps the reason, which a user can do something about.
   */
  public static void failed(String reason) {
    failed();
    synchronized (OPEN) {
      lastError = reason;
    }
    StatusFile.update();
  }

  /**
   * Notes that a user of probes begins who gets none. It is no provider, and the status file and
   * JMX say why until {@link #closed}. JMX says so some milliseconds later, from a thread of its
   * own, so that the caller does not wait.
   */
  public static void fellBack(Object user) {
    synchronized (OPEN) {
      FALLEN_BACK.add(user);
    }
    StatusFile.update();
    try {
      // No inherited thread locals and no class loader of the application that starts it.
      Thread thread = new Thread(null, Activity::publish, "usdt4j-status", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
    } catch (SecurityException | OutOfMemoryError e) {
      // No thread to be had: status() remains.
      return;
    }
  }

  /**
   * Notes that a provider begins; its {@code toString} is what the status shows. JMX shows it after
   * {@link #publish}, which costs milliseconds the first time.
   */
  public static void opened(Object provider, IntSupplier probes) {
    synchronized (OPEN) {
      OPEN.put(provider, probes);
    }
  }

  /** Notes that a provider, or a user that got no probes, has ended; a second call does nothing. */
  public static void closed(Object provider) {
    boolean isLast;
    synchronized (OPEN) {
      boolean wasOpen = FALLEN_BACK.remove(provider);
      wasOpen |= OPEN.remove(provider) != null;
      isLast = wasOpen && OPEN.isEmpty() && FALLEN_BACK.isEmpty();
    }
    if (isLast) {
      publish();
    }
  }

  /**
   * Registers the JMX bean while a provider is open, and removes it when none is; brings the status
   * file up to date.
   */
  public static void publish() {
    StatusFile.update();
    try {
      StatusBean.refresh();
    } catch (LinkageError | OutOfMemoryError e) {
      // A run-time image without java.management cannot link the bean, and JMX wants direct memory
      // that the application may have used up; status() remains.
      return;
    }
  }

  static boolean isOpen() {
    synchronized (OPEN) {
      return !OPEN.isEmpty() || !FALLEN_BACK.isEmpty();
    }
  }

  public static List<String> providers() {
    synchronized (OPEN) {
      return OPEN.keySet().stream().map(Object::toString).toList();
    }
  }

  public static int probes() {
    List<IntSupplier> open;
    synchronized (OPEN) {
      open = new ArrayList<>(OPEN.values());
    }
    // Not under the lock: a provider takes its own for this, and holds it while it closes.
    return open.stream().mapToInt(IntSupplier::getAsInt).sum();
  }

  public static String lastError() {
    synchronized (OPEN) {
      return lastError;
    }
  }

  public static long fires() {
    return FIRES.sum();
  }

  public static long cuts() {
    return CUTS.sum();
  }

  public static long errors() {
    return ERRORS.sum();
  }
}
