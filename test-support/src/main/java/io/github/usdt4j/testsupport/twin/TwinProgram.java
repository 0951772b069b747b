package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.programs.Gate;
import io.github.usdt4j.testsupport.programs.Gated;
import io.github.usdt4j.testsupport.programs.LastGate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Describes a program that runs as twins: how it starts, what it does, and what two runs of it have
 * in common. By default that is the sequence of all events from DEBUG up.
 */
public final class TwinProgram {
  private final List<TwinFramework> frameworks;
  private final Function<Path, Jvm> jvm;
  private BiConsumer<Child, Path> work = (child, directory) -> awaitEnd(child);
  private Likeness likeness = Likeness.SEQUENCE;
  private Likeness logLikeness = Likeness.SEQUENCE;
  private UnaryOperator<String> normalisation = text -> text;
  private UnaryOperator<String> rendering = text -> text;
  private Pattern optional = Pattern.compile("(?!)");
  private String level = "DEBUG";
  private String options = "";
  private boolean isAttached;
  private List<String> attachOptions = List.of();

  private TwinProgram(List<TwinFramework> frameworks, Function<Path, Jvm> jvm) {
    this.frameworks = frameworks;
    this.jvm = jvm;
  }

  /**
   * Describes a program that does nothing but run to its end.
   *
   * @param framework the logging framework that the program uses
   * @param jvm makes the JVM, by {@link #gated}; it is given an empty directory, of each run
   */
  public static TwinProgram of(TwinFramework framework, Function<Path, Jvm> jvm) {
    return new TwinProgram(List.of(framework), jvm);
  }

  /**
   * Describes a program of several frameworks, as of web applications with one each, which all
   * write into the same file. The bridge has to be {@link #attached} to it.
   */
  static TwinProgram of(List<TwinFramework> frameworks, Function<Path, Jvm> jvm) {
    return new TwinProgram(List.copyOf(frameworks), jvm);
  }

  /** Returns a JVM that starts its logging framework, waits for a tracer, and runs that class. */
  public static Jvm gated(String main, Path... classPath) {
    return Jvm.main(Gated.class).classPath(withGate(classPath)).arguments(main);
  }

  /** Returns a JVM that runs that class, which itself calls {@link Gate#pass}. */
  static Jvm atOwnGate(String main, Path... classPath) {
    return Jvm.main(main).classPath(withGate(classPath));
  }

  /**
   * Returns a JVM that does so by {@code -jar}, with {@link Gated} as the main class of the jar.
   */
  static Jvm gatedJar(String main, Path jar) {
    return Jvm.jar(jar).arguments(main);
  }

  private static Path[] withGate(Path... classPath) {
    Path[] entries = Arrays.copyOf(classPath, classPath.length + 1);
    entries[classPath.length] = Jvm.locationOf(Gate.class);
    return entries;
  }

  /**
   * Sets what the program is made to do, once it runs; it gets the directory of the run. A program
   * that still runs after that is asked to end by SIGTERM. Without this, its end is waited for.
   */
  public TwinProgram doing(BiConsumer<Child, Path> what) {
    work = what;
    return this;
  }

  /**
   * Has the program, which serves {@link io.github.usdt4j.testsupport.programs.Commands}, do these
   * commands.
   */
  public TwinProgram commands(String... commands) {
    return doing(
        (child, directory) -> {
          for (int i = 0; i < commands.length; i++) {
            child.send(commands[i]);
            awaitAnswers(child, i + 1);
          }
        });
  }

  /** Sets what two runs have in common, also their logs. */
  public TwinProgram alikeBy(Likeness what) {
    likeness = what;
    return logAlikeBy(what);
  }

  /**
   * Sets what the logs of two runs have in common, which may be more than all their events have.
   */
  public TwinProgram logAlikeBy(Likeness what) {
    logLikeness = what;
    return this;
  }

  /** Adds what is replaced in each text before it is compared: what differs between two runs. */
  public TwinProgram replacing(String regex, String replacement) {
    normalisation = adding(normalisation, regex, replacement);
    return this;
  }

  /**
   * Adds what is replaced in each text also where one process is compared with itself: what differs
   * each time that the same event is made a text.
   */
  public TwinProgram rendering(String regex, String replacement) {
    rendering = adding(rendering, regex, replacement);
    return this;
  }

  private static UnaryOperator<String> adding(
      UnaryOperator<String> before, String regex, String replacement) {
    return text -> before.apply(text).replaceAll(regex, replacement);
  }

  /** Sets the kinds of events, by a regular expression, of which a run may have none. */
  public TwinProgram optional(String kinds) {
    optional = Pattern.compile(kinds);
    return this;
  }

  /** Sets the level of the file, and where the tracer is attached. */
  public TwinProgram at(String name) {
    level = name;
    return this;
  }

  /** Sets options of our appender, as the framework's configuration has them. */
  public TwinProgram options(String ofTheAppender) {
    options = ofTheAppender;
    return this;
  }

  /**
   * Has {@code usdt4j attach} bring our appender, with these options of the command, into a process
   * that was started with nothing of ours; and has another one lose it in the middle of its work.
   */
  public TwinProgram attached(String... optionsOfTheCommand) {
    isAttached = true;
    attachOptions = List.of(optionsOfTheCommand);
    return this;
  }

  List<TwinFramework> frameworks() {
    return frameworks;
  }

  Jvm jvm(Path directory) {
    return jvm.apply(directory);
  }

  void work(Child child, Path directory) {
    work.accept(child, directory);
  }

  /** Returns whether two runs have so little in common that one process is compared with itself. */
  boolean isVague() {
    return likeness == Likeness.KINDS;
  }

  Comparison comparison() {
    return new Comparison(likeness, logLikeness, normalisation, optional);
  }

  /** Returns what is changed in each event before any comparison. */
  UnaryOperator<String> rendering() {
    return rendering;
  }

  String level() {
    return level;
  }

  String options() {
    return options;
  }

  boolean isAttached() {
    return isAttached;
  }

  List<String> attachOptions() {
    return attachOptions;
  }

  private static void awaitEnd(Child child) {
    Await.until(
        () -> "the end of " + child.text(),
        () -> !child.isAlive() || child.text().contains(LastGate.WAITING));
  }

  private static void awaitAnswers(Child child, int count) {
    Await.until(
        () -> count + " answers in " + child.text(),
        () -> answers(child) >= count || !child.isAlive());
    if (answers(child) < count || child.text().contains("\nfailed ")) {
      throw new AssertionError("the program failed: " + child.text());
    }
  }

  private static long answers(Child child) {
    return child.lines().stream()
        .filter(line -> line.startsWith("done ") || line.startsWith("failed "))
        .count();
  }
}
