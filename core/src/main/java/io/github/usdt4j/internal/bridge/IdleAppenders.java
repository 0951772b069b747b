package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.LogOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

  /** The appenders by their options as a text, the one that stopped first before others. */
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

  /** Returns whether the code on this thread runs for a class whose name begins so. */
  public static boolean isCalledFrom(String classes) {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(classes)));
  }

  /** Keeps an appender that stops; ends the first one when there are many. */
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
