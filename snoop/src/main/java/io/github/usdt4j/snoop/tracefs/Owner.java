package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.proc.Proc;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says who made an instance and its events. It is part of their name, so that what a killed snoop
 * has left behind is known as such.
 *
 * @param namespace the namespace of process ids that it runs in
 */
record Owner(long namespace, long pid, long startTicks) {
  private static final Pattern NAME = Pattern.compile("usdt4j_snoop_(\\d+)_(\\d+)_(\\d+)");

  static Owner current() {
    long pid = ProcessHandle.current().pid();
    return new Owner(currentNamespace(), pid, Proc.startTicks(pid).orElse(0));
  }

  /** Reads a name; returns nothing when it is not one of ours. */
  static Optional<Owner> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new Owner(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
        : Optional.empty();
  }

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }

  /** Returns whether this process sees all others, by the ids that the kernel has for them. */
  static boolean isInitialNamespace() {
    return Proc.isInitialPidNamespace(currentNamespace());
  }

  private static long currentNamespace() {
    return Proc.ownPidNamespace().orElse(0);
  }

  String name() {
    return "usdt4j_snoop_%d_%d_%d".formatted(namespace, pid, startTicks);
  }

  /**
   * Returns whether it is sure that the owner has ended. Only from the initial namespace all
   * processes are seen.
   */
  boolean isDead() {
    long current = currentNamespace();
    if (namespace == current) {
      return !Proc.startTicks(pid).equals(OptionalLong.of(startTicks));
    }
    return Proc.isInitialPidNamespace(current) && Proc.pids().stream().noneMatch(this::is);
  }

  private boolean is(long candidate) {
    return Proc.pidNamespace(Long.toString(candidate)).equals(OptionalLong.of(namespace))
        && Proc.innermostPid(candidate).equals(OptionalLong.of(pid));
  }
}
