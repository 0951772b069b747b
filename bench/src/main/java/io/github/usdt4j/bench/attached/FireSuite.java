package io.github.usdt4j.bench.attached;

import io.github.usdt4j.bench.peers.LttngLog;
import io.github.usdt4j.bench.peers.LttngSession;
import io.github.usdt4j.bench.report.ForkLines;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures what a fire costs while a tracer is attached. */
public final class FireSuite {
  private static final String EVENT = "log event through Logback";
  private static final String EVENT4J = "log event through Log4j 2";
  private static final String SIX = "fire of six integers";
  private static final String LTTNG = "LTTng agent's log event in ours, both attached";
  private static final Target LTTNG_TARGET = Target.atLeast(1.0, "");

  private FireSuite() {}

  public static List<Row> rows(Plan plan, Path jdk) {
    ForkLines six = AttachedLoops.run("six", plan, jdk, 1);
    ForkLines text = AttachedLoops.run("text", plan, jdk, 1);
    List<Row> rows = new ArrayList<>();
    rows.add(row(six, SIX, "java", "C, same site", "c", Target.atMost(1.05, "")));
    rows.add(row(six, SIX, "java", "C, sys/sdt.h", "sdt", Target.below(1.0, "")));
    rows.add(row(six, "site of a 5-byte nop", "nop5", "1-byte nop", "nop1", Target.NONE));
    for (int threads : plan.threads()) {
      ForkLines many = AttachedLoops.run("six", plan, jdk, threads);
      String what = SIX + ", " + threads + " threads";
      rows.add(row(many, what, "java", "C, same site", "c", Target.NONE));
    }
    rows.add(row(text, "fire of a string", "java", "C, string ready-made", "c", Target.NONE));
    rows.addAll(typed(plan, jdk));
    rows.addAll(events(plan, jdk));
    return rows;
  }

  private static List<Row> typed(Plan plan, Path jdk) {
    ForkLines run = AttachedLoops.run("typed", plan, jdk, 1);
    List<Row> rows = new ArrayList<>();
    for (String way : List.of("written", "hidden")) {
      String what = "typed probe, " + way + " class";
      rows.add(row(run, what, way, "fire(String, int) by hand", "hand", Target.atMost(1.05, "")));
      String allocation = what + ", attached: allocation";
      rows.add(Row.alone(allocation, run.allocation(way), Target.NO_ALLOCATION));
    }
    return rows;
  }

  private static List<Row> events(Plan plan, Path jdk) {
    Optional<String> obstacle = LttngSession.obstacle();
    List<Row> rows = new ArrayList<>();
    ForkLines run;
    LttngSession session = obstacle.isPresent() ? null : LttngSession.start().record();
    try (session) {
      run =
          AttachedLoops.run(
              "event",
              plan,
              jdk,
              1,
              EventLoops.LTTNG + "=" + (session != null),
              "java.library.path=" + LttngLog.JNI);
    }
    ForkLines brief = AttachedLoops.run("event", plan, jdk, 1, EventLoops.BRIEF + "=true");
    rows.add(row(run, EVENT, "bridge", "C, strings ready-made", "c", Target.atMost(1.5, "")));
    String briefly = EVENT + ", tracer reads the message only";
    rows.add(row(brief, briefly, "bridge", "C, strings ready-made", "c", Target.NONE));
    rows.add(row(run, EVENT, "bridge", "file appender", "file", Target.NONE));
    rows.add(
        row(run, EVENT, "bridge", "async file appender, queue never full", "async", Target.NONE));
    rows.add(row(run, EVENT, "bridge", "JFR event, recorded", "jfr", Target.NONE));
    rows.add(
        Row.difference(
            EVENT + ": allocation",
            run.allocation("bridge"),
            "file appender",
            run.allocation("file"),
            Target.NONE));
    ForkLines log4j = AttachedLoops.run("event4j", plan, jdk, 1);
    rows.add(row(log4j, EVENT4J, "bridge", "C, strings ready-made", "c", Target.atMost(1.5, "")));
    rows.add(Row.alone(EVENT4J + ": allocation", log4j.allocation("bridge"), Target.NONE));
    rows.add(
        obstacle.isPresent()
            ? Row.notRun(LTTNG, obstacle.get(), LTTNG_TARGET)
            : Row.peerRatio(
                LTTNG,
                run.time("bridge"),
                "LTTng agent, Log4j 1.2, recorded",
                run.time("lttng"),
                LTTNG_TARGET));
    return rows;
  }

  private static Row row(
      ForkLines run, String what, String loop, String peer, String other, Target target) {
    return Row.ratio(what + ", attached", run.time(loop), peer, run.time(other), target);
  }
}
