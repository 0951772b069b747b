package io.github.usdt4j.bench.jmh;

import static io.github.usdt4j.bench.jmh.LoggingSuite.Comparison.ALLOCATION;
import static io.github.usdt4j.bench.jmh.LoggingSuite.Comparison.DIFFERENCE;
import static io.github.usdt4j.bench.jmh.LoggingSuite.Comparison.RATIO;

import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what log calls cost while no tracer is attached, through one framework on one JDK. */
public final class LoggingSuite {
  /** What the appenders of a setup are called in the table. */
  private static final Map<String, String> PEERS =
      Map.of(
          "bare", "bare",
          "filter", "with a filter that does nothing",
          "nop", "with an appender that does nothing",
          "file", "file appender alone",
          "async", "async file appender alone, queue full",
          "jni", "is-enabled over JNI",
          "jfr", "a JFR event a call, recorded");

  private final String name;
  private final Class<?> benchmark;
  private final Path jdk;
  private final double disabledLimit;
  private final List<Question> questions = new ArrayList<>();

  /** Holds two cases and what is made of them. */
  private record Question(
      String what, Comparison comparison, Case ours, String peer, Case theirs, Target target) {}

  enum Comparison {
    DIFFERENCE,
    RATIO,
    ALLOCATION
  }

  /**
   * Begins without results.
   *
   * @param name the name of the framework, with its JDK
   * @param disabledLimit how many nanoseconds more a disabled call may cost with the bridge
   */
  public LoggingSuite(String name, Class<?> benchmark, Path jdk, double disabledLimit) {
    this.name = name;
    this.benchmark = benchmark;
    this.jdk = jdk;
    this.disabledLimit = disabledLimit;
  }

  /** Adds disabled calls, and enabled calls that no tracer watches. */
  public LoggingSuite idle() {
    return idle("", "bridge");
  }

  /** Adds the same with the bridge that the agent has brought. */
  public LoggingSuite broughtByAgent() {
    return idle(", brought by the agent", "agent");
  }

  private LoggingSuite idle(String how, String ours) {
    String enabled = "enabled info(), closed gate" + how;
    disabled(how, ours);
    add(enabled, DIFFERENCE, "enabled", ours, "bare", atMostNanos(10));
    // Without any appender the JIT may find that the event itself is not needed.
    add(enabled + ": allocation", ALLOCATION, "enabled", ours, "nop", Target.NO_ALLOCATION);
    return this;
  }

  private void disabled(String how, String ours) {
    String what = "disabled debug()" + how;
    add(what, DIFFERENCE, "disabled", ours, "bare", atMostNanos(disabledLimit));
    add(what + ": allocation", ALLOCATION, "disabled", ours, "bare", Target.NO_ALLOCATION);
  }

  /**
   * Adds the same where records are objects anyway: a handler that does nothing lets the JIT do
   * without them, as no other handler does.
   */
  public LoggingSuite idleWithRecords() {
    disabled("", "bridge");
    add("enabled info(), closed gate", DIFFERENCE, "enabled", "bridge", "nop", Target.NONE);
    return this;
  }

  /**
   * Adds calls beside a filter or an appender that does nothing, which show the part of the cost
   * that any of them has.
   */
  public LoggingSuite floor() {
    add("disabled debug()", DIFFERENCE, "disabled", "bridge", "filter", Target.NONE);
    add("enabled info(), closed gate", DIFFERENCE, "enabled", "bridge", "nop", Target.NONE);
    return this;
  }

  /** Adds fluent calls; a context-wide filter of any kind makes Log4j hand out a real builder. */
  public LoggingSuite fluent(double limit) {
    add("disabled atDebug()", DIFFERENCE, "disabledFluent", "bridge", "bare", atMostNanos(limit));
    add("disabled atDebug()", DIFFERENCE, "disabledFluent", "bridge", "filter", Target.NONE);
    return this;
  }

  /** Adds calls beside other appenders. */
  public LoggingSuite beside() {
    for (String other : List.of("file", "async")) {
      String what = "enabled info(), closed gate, beside " + other + " appender";
      add(what, RATIO, "enabled", other + "+bridge", other, Target.NONE);
    }
    return this;
  }

  /** Adds calls beside checks and records of other kinds. */
  public LoggingSuite peers() {
    add("disabled debug()", RATIO, "disabled", "bridge", "jni", Target.NONE);
    add("enabled info(), closed gate", RATIO, "enabled", "bridge", "jfr", Target.NONE);
    return this;
  }

  public LoggingSuite manyLoggers() {
    add(
        "disabled debug(), 5,000 loggers",
        DIFFERENCE,
        "disabledOfMany",
        "bridge",
        "bare",
        Target.NONE);
    return this;
  }

  /**
   * Adds calls while a tracer is at another logger's debug probe, and after one was at that of all.
   */
  public LoggingSuite elsewhere() {
    for (String tracer : List.of("attached", "detached")) {
      String when =
          tracer.equals("attached") ? ", another logger's attached" : ", after a tracer was there";
      String setup = "bridge+" + tracer;
      add("disabled debug()" + when, DIFFERENCE, "disabled", setup, "bare", Target.NONE);
      add(
          "disabled debug()" + when + ": allocation",
          ALLOCATION,
          "disabled",
          setup,
          "bare",
          Target.NO_ALLOCATION);
    }
    return this;
  }

  /** Adds more kinds of call while a tracer is at another logger's debug probe. */
  public LoggingSuite elsewhereMore() {
    String attached = ", another logger's attached";
    add(
        "disabled debug(), two arguments" + attached,
        DIFFERENCE,
        "disabledOfTwo",
        "bridge+attached",
        "bare",
        Target.NONE);
    add(
        "disabled debug(), two arguments" + attached + ": allocation",
        ALLOCATION,
        "disabledOfTwo",
        "bridge+attached",
        "bare",
        Target.NO_ALLOCATION);
    add("isDebugEnabled()" + attached, DIFFERENCE, "guard", "bridge+attached", "bare", Target.NONE);
    return this;
  }

  public LoggingSuite threads(int... counts) {
    for (int count : counts) {
      questions.add(
          new Question(
              "disabled debug(), " + count + " threads",
              DIFFERENCE,
              on("disabled", "bridge").threads(count),
              "bare",
              on("disabled", "bare").threads(count),
              Target.NONE));
    }
    return this;
  }

  private void add(
      String what,
      Comparison comparison,
      String method,
      String ours,
      String theirs,
      Target target) {
    questions.add(
        new Question(
            what, comparison, on(method, ours), PEERS.get(theirs), on(method, theirs), target));
  }

  private static Target atMostNanos(double limit) {
    return Target.atMost(limit, "ns");
  }

  private Case on(String method, String appenders) {
    return Case.of(benchmark, method, jdk).with("appenders", appenders);
  }

  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Question question : questions) {
      cases.add(question.theirs());
      cases.add(question.ours());
    }
    return cases;
  }

  public List<Row> rows(Interleaved results) {
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
              results.allocation(q.ours()).least(),
              q.peer(),
              results.allocation(q.theirs()).least(),
              q.target());
    };
  }
}
