package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.LogOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps the probes of appenders that the framework makes when an event comes, and stops when none
 * has come for a while. Events below the configured level make no appender; they still fire. The
 * next appender with the same options goes on with the probes.
 *
 * @param <E> the framework's events
 */
public final class IdleAppenders<E> {
  private static final int MOST = 100;

  private final Consumer<Idle<E>> end;

  /** The last appender that stopped of each kind of options, by those as a text. */
  private final Map<String, Idle<E>> byOptions = new LinkedHashMap<>();

  /** Holds what a stopped appender has left. */
  public record Idle<E>(LogOptions options, AppenderProbes<E> probes) {}

  /**
   * Begins without appenders.
   *
   * @param end stops one for good
   */
  public IdleAppenders(Consumer<Idle<E>> end) {
    this.end = end;
  }

  /** Returns whether a method of a class has called the code on this thread. */
  public static boolean isCalledBy(Class<?> type) {
    return isBelow(frame -> frame.getClassName().equals(type.getName()));
  }

  /** Returns whether an appender of a class stops on this thread, and all that it has made. */
  public static boolean isStoppedBy(Class<?> type) {
    return isBelow(
        frame ->
            frame.getClassName().equals(type.getName()) && frame.getMethodName().equals("stop"));
  }

  private static boolean isBelow(Predicate<StackWalker.StackFrame> caller) {
    return StackWalker.getInstance().walk(frames -> frames.anyMatch(caller));
  }

  /** Keeps an appender that stops; ends one that stopped before when there are many. */
  public void add(LogOptions options, AppenderProbes<E> probes) {
    List<Idle<E>> ending = new ArrayList<>();
    synchronized (this) {
      Idle<E> same = byOptions.put(options.toString(), new Idle<>(options, probes));
      if (same != null) {
        ending.add(same);
      }
      if (byOptions.size() > MOST) {
        ending.add(byOptions.remove(byOptions.keySet().iterator().next()));
      }
    }
    ending.forEach(end);
  }

  /** Gives away what an appender with the same options has left; null when none has. */
  public synchronized Idle<E> take(LogOptions options) {
    return byOptions.remove(options.toString());
  }

  /** Ends all of them. */
  public void endAll() {
    List<Idle<E>> ending;
    synchronized (this) {
      ending = List.copyOf(byOptions.values());
      byOptions.clear();
    }
    ending.forEach(end);
  }
}
