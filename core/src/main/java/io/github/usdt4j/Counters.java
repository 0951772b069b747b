package io.github.usdt4j;

import java.util.concurrent.atomic.LongAdder;

/** What happened in this process since it started. Counted only while a tracer is attached. */
final class Counters {
  static final LongAdder FIRES = new LongAdder();
  static final LongAdder CUTS = new LongAdder();
  static final LongAdder ERRORS = new LongAdder();

  private Counters() {}

  static void fired(int cuts) {
    FIRES.increment();
    if (cuts != 0) {
      CUTS.add(cuts);
    }
  }
}
