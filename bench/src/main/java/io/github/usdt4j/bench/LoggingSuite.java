package io.github.usdt4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What log calls cost while nobody is attached, through one framework on one JDK. */
final class LoggingSuite {
  private final String name;
  private final Class<?> benchmark;
  private final Path jdk;
  private final double disabledLimit;
  private final List<Question> questions = new ArrayList<>();

  /** Two cases and what is made of them. */
  private record Question(
      String what, Case ours, String peer, Case theirs, Comparison comparison, Target target) {}

  private enum Comparison {
    DIFFERENCE,
    RATIO,
    ALLOCATION
  }

  /**
   * Not run yet.
   *
   * @param name of the framework, with its JDK
   * @param disabledLimit nanoseconds that a disabled call may cost more with the bridge
   */
  LoggingSuite(String name, Class<?> benchmark, Path jdk, double disabledLimit) {
    this.name = name;
    this.benchmark = benchmark;
    this.jdk = jdk;
    this.disabledLimit = disabledLimit;
  }

  /** What the issue of cost is about: disabled calls, and enabled ones that nobody looks at. */
  LoggingSuite idle() {
    ask("disabled debug()", "disabled", "bridge", "bare", disabledLimit);
    ask("enabled info(), closed gate", "enabled", "bridge", "bare", 10);
    return this;
  }

  /** Beside appenders and checks of other kinds. */
  LoggingSuite beside() {
    Case bridge = on("disabled", "bridge");
    add("disabled debug()", bridge, "JNI checks", on("disabled", "jni"), Comparison.RATIO);
    for (String other : List.of("file", "async")) {
      add(
          "enabled info(), closed gate, beside " + other + " appender",
          on("enabled", other + "+bridge"),
          other + " appender alone",
          on("enabled", other),
          Comparison.RATIO);
    }
    add(
        "enabled info(), closed gate",
        on("enabled", "bridge"),
        "JFR event a call, recorded",
        on("enabled", "jfr"),
        Comparison.RATIO);
    return this;
  }

  LoggingSuite manyLoggers() {
    add(
        "disabled debug(), 5,000 loggers",
        on("disabledOfMany", "bridge"),
        "bare",
        on("disabledOfMany", "bare"),
        Comparison.DIFFERENCE);
    return this;
  }

  LoggingSuite threads(int... counts) {
    for (int count : counts) {
      add(
          "disabled debug(), " + count + " threads",
          on("disabled", "bridge").threads(count),
          "bare",
          on("disabled", "bare").threads(count),
          Comparison.DIFFERENCE);
    }
    return this;
  }

  private void ask(String what, String method, String ours, String theirs, double limit) {
    Case a = on(method, ours);
    Case b = on(method, theirs);
    questions.add(
        new Question(what, a, theirs, b, Comparison.DIFFERENCE, Target.atMost(limit, "ns")));
    questions.add(
        new Question(
            what + ": allocation", a, theirs, b, Comparison.ALLOCATION, Targets.NO_ALLOCATION));
  }

  private void add(String what, Case ours, String peer, Case theirs, Comparison comparison) {
    questions.add(new Question(what, ours, peer, theirs, comparison, Target.NONE));
  }

  private Case on(String method, String appenders) {
    return Case.of(benchmark, method, jdk).with("appenders", appenders);
  }

  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Question question : questions) {
      cases.add(question.theirs());
      cases.add(question.ours());
    }
    return cases;
  }

  List<Row> rows(Interleaved results) {
    return questions.stream().map(question -> row(question, results)).toList();
  }

  private Row row(Question q, Interleaved results) {
    String what = name + ": " + q.what();
    return switch (q.comparison()) {
      case DIFFERENCE ->
          Row.difference(
              what, results.time(q.ours()), q.peer(), results.time(q.theirs()), q.target());
      case RATIO ->
          Row.ratio(what, results.time(q.ours()), q.peer(), results.time(q.theirs()), q.target());
      case ALLOCATION ->
          Row.difference(
              what,
              results.allocation(q.ours()),
              q.peer(),
              results.allocation(q.theirs()),
              q.target());
    };
  }
}
