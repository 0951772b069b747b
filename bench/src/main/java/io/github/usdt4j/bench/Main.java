package io.github.usdt4j.bench;

import io.github.usdt4j.bench.attached.FireSuite;
import io.github.usdt4j.bench.jmh.Case;
import io.github.usdt4j.bench.jmh.CoreSuite;
import io.github.usdt4j.bench.jmh.Interleaved;
import io.github.usdt4j.bench.jmh.JulBenchmark;
import io.github.usdt4j.bench.jmh.Log4jBenchmark;
import io.github.usdt4j.bench.jmh.LogbackBenchmark;
import io.github.usdt4j.bench.jmh.LoggingSuite;
import io.github.usdt4j.bench.jmh.LttngSuite;
import io.github.usdt4j.bench.jmh.TypedSuite;
import io.github.usdt4j.bench.peers.LttngSession;
import io.github.usdt4j.bench.report.Json;
import io.github.usdt4j.bench.report.Machine;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Table;
import io.github.usdt4j.bench.scenarios.AttachTime;
import io.github.usdt4j.bench.scenarios.CreationJvm;
import io.github.usdt4j.bench.scenarios.VirtualThreads;
import io.github.usdt4j.testsupport.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Runs all suites and prints the table. */
public final class Main {
  private Main() {}

  /** Takes {@code quick} or {@code full}. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Plan plan = Plan.named(arguments.length == 0 ? "quick" : arguments[0]);
    Path raw = Files.createDirectories(Path.of("target/results"));
    String machine = Machine.text(plan);
    List<Row> rows = run(plan, raw);
    String table = machine + "\n\n" + Table.markdown(rows);
    Files.writeString(raw.resolve("rows.json"), Json.of(machine, rows));
    Files.writeString(raw.resolve("table.md"), table);
    System.out.print(table);
  }

  private static List<Row> run(Plan plan, Path raw) throws RunnerException {
    List<Row> rows = new ArrayList<>(suites(plan, raw));
    rows.addAll(scenarios(plan));
    return rows;
  }

  /** Measures what JMH does. */
  static List<Row> suites(Plan plan, Path raw) throws RunnerException {
    Path jdk = Jdks.current();
    CoreSuite core = new CoreSuite(jdk);
    TypedSuite typed = new TypedSuite(jdk);
    List<LoggingSuite> logging = logging(plan, jdk);
    LttngSuite lttng = new LttngSuite(jdk);
    Interleaved results = new Interleaved(plan, raw);
    List<Case> cases = new ArrayList<>(core.cases());
    cases.addAll(typed.cases());
    logging.forEach(suite -> cases.addAll(suite.cases()));
    cases.addAll(lttng.cases());
    LttngSession daemon = lttng.daemon();
    try (daemon) {
      results.run(cases);
    }
    List<Row> rows = new ArrayList<>(core.rows(results));
    rows.addAll(typed.rows(results));
    logging.forEach(suite -> rows.addAll(suite.rows(results)));
    rows.add(lttng.row(results));
    return rows;
  }

  /** Measures what needs processes or threads of its own. */
  static List<Row> scenarios(Plan plan) {
    Path jdk = Jdks.current();
    List<Row> rows = new ArrayList<>();
    rows.addAll(FireSuite.rows(plan, jdk));
    rows.addAll(CreationJvm.rows(plan, jdk));
    rows.addAll(AttachTime.rows(plan));
    rows.addAll(VirtualThreads.rows(plan));
    return rows;
  }

  private static List<LoggingSuite> logging(Plan plan, Path jdk) {
    List<LoggingSuite> suites = new ArrayList<>();
    suites.add(
        logback("Logback", jdk)
            .idle()
            .floor()
            .beside()
            .peers()
            .manyLoggers()
            .elsewhere()
            .threads(plan.threads())
            .broughtByAgent());
    suites.add(log4j("Log4j 2", jdk).idle().floor().fluent(3).beside().broughtByAgent());
    Jdks.find(25)
        .ifPresent(
            newest -> {
              suites.add(logback("Logback, JDK 25", newest).idle());
              suites.add(log4j("Log4j 2, JDK 25", newest).idle());
            });
    if (!plan.isQuick()) {
      suites.stream().skip(1).forEach(LoggingSuite::elsewhere);
      suites.forEach(LoggingSuite::elsewhereMore);
    }
    suites.add(jul("java.util.logging", jdk).idleWithRecords());
    Jdks.find(25)
        .ifPresent(
            newest -> suites.add(jul("java.util.logging, JDK 25", newest).idleWithRecords()));
    return suites;
  }

  private static LoggingSuite logback(String name, Path jdk) {
    return new LoggingSuite(name, LogbackBenchmark.class, jdk, 2);
  }

  private static LoggingSuite log4j(String name, Path jdk) {
    return new LoggingSuite(name, Log4jBenchmark.class, jdk, 1.5);
  }

  /** Nothing of the bridge is in a logger that no tracer watches. */
  private static LoggingSuite jul(String name, Path jdk) {
    return new LoggingSuite(name, JulBenchmark.class, jdk, 0.5);
  }
}
