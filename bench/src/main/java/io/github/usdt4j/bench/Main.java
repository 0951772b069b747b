package io.github.usdt4j.bench;

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
    System.out.println(Table.markdown(run(plan, raw)));
  }

  static List<Row> run(Plan plan, Path raw) throws RunnerException {
    Path jdk = Jdks.current();
    CoreSuite core = new CoreSuite(jdk);
    Interleaved results = new Interleaved(plan, raw);
    results.run(core.cases());
    List<Row> rows = new ArrayList<>(core.rows(results));
    rows.addAll(FireSuite.rows(plan, jdk));
    rows.addAll(CreationJvm.rows(plan, jdk));
    return rows;
  }
}
