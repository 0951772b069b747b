package io.github.usdt4j.bench.jmh;

import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures what the core API costs. */
public final class CoreSuite {
  private final Case field;
  private final Case isEnabled;
  private final Case jni;
  private final List<Case> disabledFires;

  public CoreSuite(Path jdk) {
    field = Case.of(CheckBenchmark.class, "field", jdk);
    isEnabled = Case.of(CheckBenchmark.class, "isEnabled", jdk);
    jni = Case.of(CheckBenchmark.class, "jni", jdk);
    disabledFires =
        List.of(
            Case.of(CheckBenchmark.class, "fireSix", jdk),
            Case.of(CheckBenchmark.class, "fireString", jdk),
            Case.of(CheckBenchmark.class, "fireWriter", jdk));
  }

  public List<Case> cases() {
    List<Case> cases = new ArrayList<>(List.of(field, isEnabled, jni));
    cases.addAll(disabledFires);
    return cases;
  }

  public List<Row> rows(Interleaved results) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.ratio(
            "is-enabled",
            results.time(isEnabled),
            "plain field read",
            results.time(field),
            Target.atMost(4, "")));
    rows.add(
        Row.ratio(
            "is-enabled",
            results.time(isEnabled),
            "is-enabled over JNI",
            results.time(jni),
            Target.NONE));
    for (Case fire : disabledFires) {
      rows.add(
          Row.alone(
              fire.method() + ", nobody attached: allocation",
              results.allocation(fire),
              Target.NO_ALLOCATION));
    }
    return rows;
  }
}
