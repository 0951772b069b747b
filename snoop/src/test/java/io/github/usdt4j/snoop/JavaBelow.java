package io.github.usdt4j.snoop;

import io.github.usdt4j.testsupport.Child;

/** The JVM that a command such as unshare or nsenter has started. */
final class JavaBelow {
  private JavaBelow() {}

  /** Its id in the namespace of the test; that of the command when it is no other process. */
  static long pid(Child command) {
    return ProcessHandle.of(command.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(one -> one.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .map(ProcessHandle::pid)
        .orElse(command.pid());
  }
}
