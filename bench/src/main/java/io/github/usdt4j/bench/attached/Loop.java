package io.github.usdt4j.bench.attached;

/** Fires in a loop and times itself. */
@FunctionalInterface
interface Loop {
  /** Returns the nanoseconds that so many fires took. */
  long run(long fires);
}
