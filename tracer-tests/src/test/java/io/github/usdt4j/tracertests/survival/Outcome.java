package io.github.usdt4j.tracertests.survival;

/** What becomes of probes in a condition. */
enum Outcome {
  /** They are in a file, as always. */
  WORKS,
  /** They are in memory, and a tracer that is told the path finds them. */
  IN_MEMORY,
  /** There are none, and firing does nothing. */
  NO_OP,
  /** There are none, and no place where the status could be told. */
  NO_OP_UNTOLD
}
