package io.github.usdt4j.internal.bridge;

/**
 * Represents a log call, or a question whether its level is enabled, as the filter of a bridge
 * meets it. It is made only where a tracer watches the logger, and used by one thread.
 *
 * @param <E> what the framework makes of a call
 */
public abstract class LogCall<E> {
  private final String logger;
  private final int level;
  private final boolean isBelowLevel;
  private E event;

  /**
   * Begins a call.
   *
   * @param logger the logger's name
   * @param level one of {@link io.github.usdt4j.internal.attachment.Levels}
   * @param isBelowLevel whether the configuration disables this level for the logger
   */
  protected LogCall(String logger, int level, boolean isBelowLevel) {
    this.logger = logger;
    this.level = level;
    this.isBelowLevel = isBelowLevel;
  }

  final String logger() {
    return logger;
  }

  final int level() {
    return level;
  }

  /** Returns whether the configuration disables this level for the logger. */
  protected final boolean isBelowLevel() {
    return isBelowLevel;
  }

  /** Returns whether there is something to log; false is for a question alone, a <i>guard</i>. */
  protected abstract boolean hasEvent();

  /**
   * Returns whether what the application logs after a guard that says yes comes through the filter
   * again, so that only the tracer sees it. It is asked of guards alone, and last.
   */
  protected abstract boolean comesBack();

  /** Tells that this guard was answered with yes because a tracer is attached. */
  protected void guardOpened() {}

  /**
   * Returns whether an appender fires the event where it passes its level: it reaches the appender.
   * Where it does not, the filter fires it.
   */
  protected boolean reaches(AppenderProbes<E> appender) {
    return true;
  }

  /**
   * Returns whether the event may come to appenders that it did not reach when the filter fired it,
   * on this thread. Not so where the filter fires all events in place of the appenders.
   */
  protected boolean mayStillReach() {
    return true;
  }

  /**
   * Returns whether the event is a copy for tracers alone, and the framework makes its own for its
   * appenders. What the application logs while a copy is made must not reach them.
   */
  protected boolean isCopy() {
    return true;
  }

  /** Asks the filters behind ours, each once, until one is not neutral. */
  protected abstract Reply askOthers();

  /** Makes what the framework would have made of the call. */
  protected abstract E makeEvent();

  /**
   * Returns the event, which is for tracers alone; made at the first question and then the same.
   */
  public final E event() {
    if (event == null) {
      event = makeEvent();
    }
    return event;
  }
}
