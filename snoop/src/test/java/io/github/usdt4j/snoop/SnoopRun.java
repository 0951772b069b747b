package io.github.usdt4j.snoop;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command as a user runs it: bin/snoop and the jar, standard error apart. */
final class SnoopRun implements AutoCloseable {
  static final Path LAUNCHER = Path.of("../bin/snoop").toAbsolutePath().normalize();

  private final Path errors;
  private final Child child;

  private SnoopRun(List<String> prefix, String... arguments) {
    try {
      errors = Files.createTempFile("snoop", ".err");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(prefix);
    Collections.addAll(command, "sh", "-c", "exec \"$@\" 2>" + errors, "sh", LAUNCHER.toString());
    Collections.addAll(command, arguments);
    child = Child.start(new ProcessBuilder(command));
  }

  /** Starts it. */
  static SnoopRun start(String... arguments) {
    return new SnoopRun(List.of(), arguments);
  }

  /** Starts it below another command, such as {@code setpriv --reuid 1}. */
  static SnoopRun startBelow(List<String> prefix, String... arguments) {
    return new SnoopRun(prefix, arguments);
  }

  /** Runs it to its end, which must be a success; returns what it wrote. */
  static SnoopRun of(String... arguments) {
    try (SnoopRun run = start(arguments)) {
      int status = run.child.awaitExit();
      if (status != 0) {
        throw new AssertionError("status " + status + ": " + run.errors());
      }
      return run;
    }
  }

  /** Starts it and waits until it is attached to a process. */
  static SnoopRun follow(TracedApp app, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-p", Long.toString(app.pid())));
    Collections.addAll(all, arguments);
    SnoopRun run = start(all.toArray(String[]::new));
    run.awaitError("following " + app.pid());
    return run;
  }

  Child child() {
    return child;
  }

  List<String> lines() {
    return child.lines();
  }

  /** What it wrote to standard error so far. */
  String errors() {
    try {
      return Files.exists(errors) ? Files.readString(errors) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitError(String text) {
    Await.until(
        () -> text + " on standard error, which has: " + errors(),
        () -> errors().contains(text) || !child.isAlive());
    if (!errors().contains(text)) {
      String all = errors();
      close();
      throw new AssertionError("snoop has ended and did not say " + text + ": " + all);
    }
  }

  void awaitLines(int count) {
    Await.until(
        () -> count + " lines; there are " + lines().size() + "; " + errors(),
        () -> lines().size() >= count);
  }

  /** Ends it as Ctrl-C does; waits for the end. */
  void interrupt() {
    child.signal("INT");
    child.awaitExit();
  }

  @Override
  public void close() {
    if (child.isAlive()) {
      child.signal("TERM");
      child.awaitExit();
    }
    child.close();
    try {
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
