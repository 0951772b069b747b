package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what typed probes cost beside the same call by hand, while no tracer is attached. */
public final class TypedSuite {
  private static final String WHAT = "typed probe, disabled, ";
  private static final String BY_HAND = "fire(String, int) by hand, disabled";

  private final Case byHand;
  private final Map<String, Case> typed = new LinkedHashMap<>();
  private final Map<String, Case> lazy = new LinkedHashMap<>();

  public TypedSuite(Path jdk) {
    byHand = Case.of(TypedBenchmark.class, "byHand", jdk);
    typed.put("written class", Case.of(TypedBenchmark.class, "written", jdk));
    typed.put("hidden class", Case.of(TypedBenchmark.class, "hidden", jdk));
    lazy.put("written class, supplier", Case.of(TypedBenchmark.class, "writtenLazily", jdk));
    lazy.put("hidden class, supplier", Case.of(TypedBenchmark.class, "hiddenLazily", jdk));
  }

  public List<Case> cases() {
    List<Case> cases = new ArrayList<>(List.of(byHand));
    cases.addAll(typed.values());
    cases.addAll(lazy.values());
    return cases;
  }

  public List<Row> rows(Interleaved results) {
    List<Row> rows = new ArrayList<>();
    typed.forEach((name, one) -> add(rows, name, one, results, Target.atMost(1.05, "")));
    lazy.forEach((name, one) -> add(rows, name, one, results, Target.NONE));
    return rows;
  }

  private void add(List<Row> rows, String name, Case one, Interleaved results, Target target) {
    rows.add(Row.ratio(WHAT + name, results.time(one), BY_HAND, results.time(byHand), target));
    rows.add(
        Row.alone(WHAT + name + ": allocation", results.allocation(one), Target.NO_ALLOCATION));
  }
}
