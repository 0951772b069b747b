package io.github.usdt4j.bench.attached;

/** Something that fires in a loop and times itself. */
@FunctionalInterface
interface Loop {
  /** Returns the nanoseconds that so many fires took. */
  long run(long fires);
}
