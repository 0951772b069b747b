package io.github.usdt4j.bench;

import java.nio.file.Path;
import java.util.List;

/** What a fire costs while a tracer is attached. */
final class FireSuite {
  private FireSuite() {}

  static List<Row> rows(Plan plan, Path jdk) {
    Attached six = Attached.run("six", plan, jdk);
    Attached text = Attached.run("text", plan, jdk);
    return List.of(
        row(six, "fire of six integers", "java", "C, same site", "c", Target.atMost(1.05, "")),
        row(six, "fire of six integers", "java", "C, sys/sdt.h", "sdt", Target.below(1.0, "")),
        row(six, "site of a 5-byte nop", "nop5", "1-byte nop", "nop1", Target.NONE),
        row(text, "fire of a string", "java", "C, string ready-made", "c", Target.NONE));
  }

  private static Row row(
      Attached run, String what, String loop, String peer, String other, Target target) {
    return new Row(
        what + ", attached", run.time(loop), peer, run.time(other), run.ratio(loop, other), target);
  }
}
