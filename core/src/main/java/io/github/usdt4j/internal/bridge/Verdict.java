package io.github.usdt4j.internal.bridge;

/**
 * Decides what becomes of a log call that a tracer watches: the one rule that all bridges follow.
 *
 * <p>Others see exactly what they see without a tracer, so the reply is what the other filters and
 * the level would say together, never neutral: those filters have been asked and must not be asked
 * again, and a level that changes meanwhile would let an event fire here and in an appender. Only a
 * guard that the configuration would deny may be answered with yes.
 */
enum Verdict {
  /**
   * Neither appenders nor tracers see it: another filter has denied it, or its level has and there
   * is no event to fire.
   */
  DENY(Reply.DENY),
  /** All see it, and an appender fires it. */
  ACCEPT(Reply.ACCEPT),
  /** Only the tracer sees it. */
  FIRE_BELOW_LEVEL(Reply.DENY),
  /** All see it, and no appender would fire it. */
  FIRE_AT_LEVEL(Reply.ACCEPT),
  /**
   * The guard says yes, and the application logs for the tracer: what it logs comes through the
   * filter again.
   */
  OPEN_GUARD(Reply.ACCEPT);

  final Reply reply;

  Verdict(Reply reply) {
    this.reply = reply;
  }

  /**
   * Decides.
   *
   * @param isBelow whether the configuration disables the level for the logger
   * @param others what the filters behind ours have said
   * @param hasEvent false for a guard
   * @param firesAtLevel whether the filter fires what passes its level
   */
  static Verdict of(boolean isBelow, Reply others, boolean hasEvent, boolean firesAtLevel) {
    if (others == Reply.DENY) {
      return DENY;
    }
    if (isBelow && others == Reply.NEUTRAL) {
      return hasEvent ? FIRE_BELOW_LEVEL : OPEN_GUARD;
    }
    return hasEvent && firesAtLevel ? FIRE_AT_LEVEL : ACCEPT;
  }
}
