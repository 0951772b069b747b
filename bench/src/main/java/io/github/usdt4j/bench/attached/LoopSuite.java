package io.github.usdt4j.bench.attached;

import java.util.Map;

/**
 * Holds loops that run alternating in one JVM while a tracer is attached to all of their probes.
 */
interface LoopSuite extends AutoCloseable {
  /** Returns the bpftrace program, with a map of one count for each loop: {@code @<loop>}. */
  String program();

  /** Returns the loops by name, in the order of a round. */
  Map<String, Loop> loops();

  @Override
  void close();

  /** Returns the suite of that name. */
  static LoopSuite named(String name) {
    return switch (name) {
      case "six" -> new SixLoops();
      case "text" -> new TextLoops();
      case "typed" -> new TypedLoops();
      case "event" -> new EventLoops();
      case "event4j" -> new Log4jEventLoops();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
