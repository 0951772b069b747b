package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Child;
import java.util.ArrayList;
import java.util.List;

/** Brings the bridge into a process and takes it out, by {@code bin/usdt4j}. */
final class Bridge {
  private Bridge() {}

  /** Attaches it with these options of the command; fails where no context has got it. */
  static void attach(long pid, List<String> options) {
    List<String> said = run("attach", pid, options);
    if (said.stream().noneMatch(line -> line.matches("context: .*: attached"))) {
      throw new AssertionError("the bridge is in no context: " + said);
    }
  }

  static void detach(long pid) {
    run("detach", pid, List.of());
  }

  private static List<String> run(String verb, long pid, List<String> options) {
    List<String> command =
        new ArrayList<>(List.of(Bin.command("usdt4j"), verb, Long.toString(pid)));
    command.addAll(options);
    return Child.run(command.toArray(String[]::new));
  }
}
