package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.processes.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who made an instance and its events: part of their name, so that what a killed snoop has left
 * behind is known as such.
 *
 * @param namespace of process ids; those of another one say nothing here
 */
record Owner(long namespace, long pid, long startTicks) {
  private static final Pattern NAME = Pattern.compile("usdt4j_snoop_(\\d+)_(\\d+)_(\\d+)");

  static Owner current() {
    long pid = ProcessHandle.current().pid();
    return new Owner(currentNamespace(), pid, Proc.startTicks(pid).orElse(0));
  }

  /** Nothing when the name is not one of ours. */
  static Optional<Owner> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new Owner(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
        : Optional.empty();
  }

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }

  private static long currentNamespace() {
    try {
      // pid:[4026531836]
      String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return Long.parseLong(link.replaceAll("\\D", ""));
    } catch (IOException e) {
      return 0;
    }
  }

  String name() {
    return "usdt4j_snoop_%d_%d_%d".formatted(namespace, pid, startTicks);
  }

  /** Whether it is sure that nobody will clean up after it but us. */
  boolean isDead() {
    return namespace == currentNamespace()
        && !Proc.startTicks(pid).equals(OptionalLong.of(startTicks));
  }
}
