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
import java.util.regex.Pattern;

/** The command as a user runs it: bin/snoop and the jar, standard error apart. */
final class SnoopRun implements AutoCloseable {
  static final Path LAUNCHER = Path.of("../bin/snoop").toAbsolutePath().normalize();

  private final Path errors;
  private final Child child;

  /**
   * @param prefix a command that runs it
   * @param redirection of standard output, as in a shell; may be empty
   */
  private SnoopRun(List<String> prefix, String redirection, List<String> arguments) {
    try {
      errors = Files.createTempFile("snoop", ".err");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Whatever the tests were started by: Ctrl-C works at a terminal.
    String shell = "exec env --default-signal=INT \"$@\" 2>" + errors + " " + redirection;
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
    command.addAll(prefix);
    command.add(LAUNCHER.toString());
    command.addAll(arguments);
    child = Child.start(new ProcessBuilder(command));
  }

  /** Starts it. */
  static SnoopRun start(String... arguments) {
    return new SnoopRun(List.of(), "", List.of(arguments));
  }

  /** Starts it below another command, such as {@code setpriv --reuid 1}. */
  static SnoopRun startBelow(List<String> prefix, String... arguments) {
    return new SnoopRun(prefix, "", List.of(arguments));
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
    return follow("", app, arguments);
  }

  /** Does so with its standard output in a file. */
  static SnoopRun followInto(Path file, TracedApp app, String... arguments) {
    return follow(">" + file, app, arguments);
  }

  private static SnoopRun follow(String redirection, TracedApp app, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-p", Long.toString(app.pid())));
    Collections.addAll(all, arguments);
    SnoopRun run = new SnoopRun(List.of(), redirection, all);
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

  /** Waits until it has said the text so often. */
  void awaitErrors(String text, int times) {
    Await.until(
        () -> times + " times " + text + " on standard error, which has: " + errors(),
        () -> errors().split(Pattern.quote(text), -1).length > times || !child.isAlive());
  }

  void awaitLines(int count) {
    Await.until(
        () -> count + " lines; there are " + lines().size() + "; " + errors(),
        () -> lines().size() >= count);
  }

  /** Ends it as Ctrl-C does; waits for the end. */
  void interrupt() {
    signal("INT");
    child.awaitExit();
  }

  /** To the JVM, which may be below the command that has started it. */
  private void signal(String signal) {
    Child.run("kill", "-" + signal, Long.toString(JavaBelow.pid(child)));
  }

  /** Ends it as kill -9 does. */
  void kill() {
    child.close();
  }

  @Override
  public void close() {
    if (child.isAlive()) {
      signal("TERM");
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
