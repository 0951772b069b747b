package io.github.usdt4j.bench.frameworks;

import io.github.usdt4j.testsupport.Child;
import java.nio.file.Path;

/** Has the agent bring the bridge into this process, by the command that a user gives. */
final class BroughtBridge implements AutoCloseable {
  private static final String COMMAND = Path.of("../bin/usdt4j").toAbsolutePath().toString();

  private BroughtBridge() {}

  /** Attaches it. */
  static BroughtBridge attach() {
    command("attach");
    return new BroughtBridge();
  }

  @Override
  public void close() {
    command("detach");
  }

  private static void command(String verb) {
    String pid = Long.toString(ProcessHandle.current().pid());
    try (Child child = Child.start(new ProcessBuilder(COMMAND, verb, pid))) {
      if (child.awaitExit() != 0) {
        throw new IllegalStateException(child.text());
      }
    }
  }
}
