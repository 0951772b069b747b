package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
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

  private final ContextProbes probes;
  private final Consumer<AppenderProbes<E>> leave;

  /** The last appender that stopped of each kind of options, by those as a text. */
  private final Map<String, Idle<E>> byOptions = new LinkedHashMap<>();

  /** Holds what a stopped appender has left. */
  private record Idle<E>(LogOptions options, AppenderProbes<E> probes) {}

  /**
   * Begins without appenders.
   *
   * @param probes those that the appenders have started
   * @param leave takes an appender out of its context, for good
   */
  public IdleAppenders(ContextProbes probes, Consumer<AppenderProbes<E>> leave) {
    this.probes = probes;
    this.leave = leave;
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
  public void add(LogOptions options, AppenderProbes<E> appender) {
    List<Idle<E>> ending = new ArrayList<>();
    synchronized (this) {
      Idle<E> same = byOptions.put(options.toString(), new Idle<>(options, appender));
      if (same != null) {
        ending.add(same);
      }
      if (byOptions.size() > MOST) {
        ending.add(byOptions.remove(byOptions.keySet().iterator().next()));
      }
    }
    ending.forEach(this::end);
  }

  /**
   * Goes on with what an appender with the same options has left, for one that has started its
   * probes; returns null when none has left anything.
   *
   * @param view shows an event, as of {@link AppenderProbes}
   * @param isDenied whether the appender's own filters turn an event away
   */
  public AppenderProbes<E> goOn(
      LogOptions options, Function<E, EventView> view, Predicate<E> isDenied) {
    Idle<E> idle;
    synchronized (this) {
      idle = byOptions.remove(options.toString());
    }
    if (idle == null) {
      return null;
    }
    if (idle.options() != options) {
      probes.stop(idle.options());
    }
    idle.probes().show(view, isDenied);
    return idle.probes();
  }

  /** Ends all of them. */
  public void endAll() {
    List<Idle<E>> ending;
    synchronized (this) {
      ending = List.copyOf(byOptions.values());
      byOptions.clear();
    }
    ending.forEach(this::end);
  }

  private void end(Idle<E> idle) {
    leave.accept(idle.probes());
    probes.stop(idle.options());
  }
}
