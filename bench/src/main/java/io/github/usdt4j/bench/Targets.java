package io.github.usdt4j.bench;

/** Targets that several suites share. */
final class Targets {
  /** The profiler sees the harness too; the smallest object has 16 bytes. */
  static final Target NO_ALLOCATION = Target.atMost(0.05, "B");

  private Targets() {}
}
