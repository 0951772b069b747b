package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.programs.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a program as twins, one after the other: at DEBUG into a file without usdt4j, at INFO with a
 * tracer at debug, and at INFO without usdt4j. The tracer's events are those of the file; those
 * that are not below the level are the log's of the same process; and the two logs are the same.
 * Where two runs have only kinds of events in common, one more at DEBUG, with usdt4j and a tracer,
 * is compared with itself. As root only.
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
    String configuration = program.framework().configuration(level, own.resolve(LOG));
    int gate;
    try (Child child = start(configuration)) {
      gate = log(own).length();
      open(child);
    }
    return ended(name, gate, List.of());
  }

  private Twin traced(String name, String level) {
    String configuration =
        program.framework().configurationWithProbes(level, own.resolve(LOG), program.options());
    int gate;
    List<TracerRecord> records;
    try (Child child = start(configuration);
        TwinTracer tracer = TwinTracer.attach(child.pid(), program.level(), own)) {
      gate = log(own).length();
      open(child);
      records = tracer.records().stream().map(record -> record.with(program.rendering())).toList();
    }
    return ended(name, gate, records);
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

  private Child start(String configuration) {
    makeDirectory();
    Path file = write(own.resolve(program.framework().fileName()), configuration);
    Jvm jvm = program.jvm(own);
    program.framework().properties().forEach(name -> jvm.property(name, file));
    Child child = jvm.start();
    try {
      child.awaitLine(Gate.WAITING);
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    return child;
  }

  /** Lets it begin, has it do its work, and ends it. */
  private void open(Child child) {
    child.send("");
    try {
      program.work(child, own);
      if (child.isAlive()) {
        child.signal("TERM");
      }
      child.awaitExit();
    } finally {
      write(own.resolve("output.txt"), child.text());
    }
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
