package io.github.usdt4j.bench;

import io.github.usdt4j.testsupport.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/** Runs all suites and prints the table. */
public final class Main {
  private Main() {}

  /** Takes {@code quick} or {@code full}. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Plan plan = Plan.named(arguments.length == 0 ? "quick" : arguments[0]);
    Path raw = Files.createDirectories(Path.of("target/results"));
    System.out.println(Table.markdown(run(plan, raw)));
  }

  static List<Row> run(Plan plan, Path raw) throws RunnerException {
    Path jdk = Jdks.current();
    CoreSuite core = new CoreSuite(jdk);
    List<LoggingSuite> logging = logging(jdk);
    Interleaved results = new Interleaved(plan, raw);
    List<Case> cases = new ArrayList<>(core.cases());
    logging.forEach(suite -> cases.addAll(suite.cases()));
    results.run(cases);
    List<Row> rows = new ArrayList<>(core.rows(results));
    logging.forEach(suite -> rows.addAll(suite.rows(results)));
    rows.addAll(FireSuite.rows(plan, jdk));
    rows.addAll(CreationJvm.rows(plan, jdk));
    return rows;
  }

  private static List<LoggingSuite> logging(Path jdk) {
    List<LoggingSuite> suites = new ArrayList<>();
    suites.add(
        new LoggingSuite("Logback", LogbackBenchmark.class, jdk, 2)
            .idle()
            .beside()
            .manyLoggers()
            .threads(2, 4, 8));
    Optional<Path> newest = Jdks.find(25);
    newest.ifPresent(
        home ->
            suites.add(
                new LoggingSuite("Logback, JDK 25", LogbackBenchmark.class, home, 2).idle()));
    return suites;
  }
}
