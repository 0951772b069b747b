package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.programs.Gate;
import io.github.usdt4j.testsupport.programs.LastGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a program as twins, one after the other: at DEBUG into a file without usdt4j, at INFO with a
 * tracer at debug, and at INFO without usdt4j. The tracer's events are those of the file; those
 * that are not below the level are the log's of the same process; and the two logs are the same.
 * Where two runs have only kinds of events in common, one more at DEBUG, with usdt4j and a tracer,
 * is compared with itself. As root only.
 *
 * <p>A program that our appender is attached to runs one more time: it loses the appender in the
 * middle of its work, and what the process has then is looked at.
 */
public final class TwinRun {
  private static final String LOG = "events.txt";

  private final TwinProgram program;
  private final Path directory;

  /** Where each twin runs, so that all of them log the same paths. */
  private final Path own;

  private TwinRun(TwinProgram program, Path directory) {
    this.program = program;
    this.directory = directory;
    own = directory.resolve("run");
  }

  /**
   * Holds what a twin has left behind.
   *
   * @param gate how long the log was when the program came to the gate: no tracer saw that part
   */
  private record Twin(String log, int gate, List<TracerRecord> records) {}

  /** Runs the twins and compares them; what they write is removed. */
  public static TwinResult of(TwinProgram program) {
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      return in(directory.path(), program);
    }
  }

  /** Does so, and leaves what they write in an empty directory. */
  public static TwinResult in(Path directory, TwinProgram program) {
    return new TwinRun(program, directory.toAbsolutePath()).run();
  }

  /** Returns what a program has logged so far, which runs in that directory. */
  public static String log(Path runDirectory) {
    return EventFile.text(runDirectory.resolve(LOG));
  }

  private TwinResult run() {
    Twin loud = untraced("loud", program.level());
    Twin traced = traced("traced", "INFO");
    Twin quiet = untraced("quiet", "INFO");

    List<TwinEvent> loudEvents = events(loud);
    List<TwinEvent> logEvents = events(traced);
    Comparison comparison = program.comparison();
    comparison.events(loudEvents, traced.records());
    comparison.sameProcess("the log", logEvents, traced.records());
    comparison.logs(traced.log(), quiet.log());
    if (program.isAttached()) {
      Twin left = left("left", traced.records().size() / 2, comparison.differences());
      comparison.logs("the log of a process that was left", left.log(), quiet.log());
    }
    if (program.isVague()) {
      Twin both = traced("both", program.level());
      comparison.sameProcess("the file of DEBUG with usdt4j", events(both), both.records());
    }
    return new TwinResult(
        loudEvents.size(),
        traced.records().size(),
        traced.records().stream().filter(TracerRecord::isBelow).count(),
        logEvents.size(),
        comparison.differences().found(),
        comparison.unequalKinds(loudEvents, traced.records()));
  }

  /** Returns the events that a tracer can have seen. */
  private List<TwinEvent> events(Twin twin) {
    return EventFile.events(twin.log().substring(twin.gate())).stream()
        .map(event -> event.with(program.rendering()))
        .toList();
  }

  private Twin untraced(String name, String level) {
    int gate;
    try (Child child = start(jvm(), level, false)) {
      gate = log(own).length();
      open(child);
      end(child);
    }
    return ended(name, gate, List.of());
  }

  private Twin traced(String name, String level) {
    int gate;
    List<TracerRecord> records;
    try (Child child = bridged(jvm(), level);
        TwinTracer tracer = TwinTracer.attach(child.pid(), program.level(), own)) {
      gate = log(own).length();
      open(child);
      end(child);
      records = tracer.records().stream().map(record -> record.with(program.rendering())).toList();
    }
    return ended(name, gate, records);
  }

  /** Takes the bridge out when the tracer has seen so much, and adds what is left of it. */
  private Twin left(String name, int events, Differences differences) {
    Path lastGate = own.resolve("last-gate");
    try (Child child = bridged(jvm().property(LastGate.OPENED_BY, lastGate), "INFO");
        TwinTracer tracer = TwinTracer.attach(child.pid(), program.level(), own)) {
      CompletableFuture<Void> detached =
          CompletableFuture.runAsync(() -> detach(child, tracer, events));
      open(child);
      child.awaitLine(LastGate.WAITING);
      detached.join();
      Remains.awaitNone(child.pid()).forEach(each -> differences.add("left behind: " + each));
      write(lastGate, "");
      end(child);
    }
    return ended(name, 0, List.of());
  }

  private static void detach(Child child, TwinTracer tracer, int events) {
    Await.until(
        () -> events + " events of " + child.text(),
        () -> tracer.count() >= events || child.text().contains(LastGate.WAITING));
    Bridge.detach(child.pid());
  }

  /** Keeps what a run wrote. */
  private Twin ended(String name, int gate, List<TracerRecord> records) {
    String log = log(own);
    try {
      Files.move(own, directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Twin(log, gate, records);
  }

  private Jvm jvm() {
    return program.jvm(own);
  }

  /** Starts it with our appender: in its configuration, or attached when it is at the gate. */
  private Child bridged(Jvm jvm, String level) {
    Child child = start(jvm, level, !program.isAttached());
    try {
      if (program.isAttached()) {
        Bridge.attach(child.pid(), program.attachOptions());
      }
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    return child;
  }

  private Child start(Jvm jvm, String level, boolean isConfigured) {
    makeDirectory();
    for (TwinFramework framework : program.frameworks()) {
      Path log = own.resolve(LOG);
      String configuration =
          isConfigured
              ? framework.configurationWithProbes(level, log, program.options())
              : framework.configuration(level, log);
      Path file = write(own.resolve(framework.fileName()), configuration);
      framework.properties().forEach(name -> jvm.property(name, file));
    }
    Child child = jvm.start();
    try {
      child.awaitLine(Gate.WAITING);
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    return child;
  }

  /** Lets it begin, has it do its work, and asks it to end. */
  private void open(Child child) {
    child.send("");
    try {
      program.work(child, own);
      if (child.isAlive() && !child.text().contains(LastGate.WAITING)) {
        child.signal("TERM");
      }
    } finally {
      keepOutput(child);
    }
  }

  private void end(Child child) {
    child.awaitExit();
    keepOutput(child);
  }

  private void keepOutput(Child child) {
    write(own.resolve("output.txt"), child.text());
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
