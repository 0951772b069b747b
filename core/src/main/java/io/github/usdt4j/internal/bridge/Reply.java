package io.github.usdt4j.internal.bridge;

/**
 * A reply is a filter's answer to a log call; every framework has these three under names of its
 * own.
 */
public enum Reply {
  /** Neither appenders nor tracers see the event. */
  DENY,
  /** The filters behind decide, and then the level. */
  NEUTRAL,
  /** The event is logged whatever its level. */
  ACCEPT
}
