package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a bpftrace that is attached: all that fires from now on is seen. What it prints itself about
 * attaching, and the semaphore, which it raises first, come before that and are no sign of it.
 */
public final class Bpftrace implements AutoCloseable {
  private static final String BEAT = "usdt4j: attached";

  /** What bpftrace's event loop prints, which starts when every probe is attached. */
  private static final String HEART = "interval:ms:50 { printf(\"" + BEAT + "\\n\"); } ";

  /**
   * How many beats make sure that a round is complete: one may be of the round before, one may come
   * before the rest of its round.
   */
  private static final int BEATS = 3;

  /** The longest string that bpftrace 0.17 takes; by default it takes 64 bytes. */
  private static final int STRING_BYTES = 200;

  private final Child child;

  /** How many lines were looked at. */
  private int known;

  private int beats;
  private int count;

  private Bpftrace(Child child) {
    this.child = child;
  }

  /** Attaches to the probes of a process. */
  public static Bpftrace attach(long pid, String program) {
    return attach(pid, program, STRING_BYTES);
  }

  /**
   * Attaches to the probes of a process.
   *
   * @param stringBytes the longest string that it shows; three of the usual size are too many for
   *     one action, which has 512 bytes of stack
   */
  public static Bpftrace attach(long pid, String program, int stringBytes) {
    return start(stringBytes, "-p", Long.toString(pid), "-e", HEART + program);
  }

  /** Attaches a script to a process as it is, strings of the usual size included. */
  public static Bpftrace attach(long pid, Path script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("-p", Long.toString(pid), "-e"));
    command.add(HEART + withoutInterpreter(script));
    command.addAll(arguments);
    return start(64, command.toArray(String[]::new));
  }

  /** Attaches to what the program names by path: all processes. */
  public static Bpftrace attach(String program) {
    return start(STRING_BYTES, "-e", HEART + program);
  }

  /** Returns the probes of a process that match. */
  public static List<String> list(long pid, String pattern) {
    return Child.run(Tools.path("bpftrace"), "-p", Long.toString(pid), "-l", pattern);
  }

  private static String withoutInterpreter(Path script) {
    try {
      return Files.readString(script).replaceFirst("^#!.*\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bpftrace start(int stringBytes, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Tools.path("bpftrace"), "-B", "line"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BPFTRACE_STRLEN", Integer.toString(stringBytes));
    Child child = Child.start(builder);
    try {
      child.awaitLine(BEAT);
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    return new Bpftrace(child);
  }

  /** Returns the process of bpftrace. */
  public Child process() {
    return child;
  }

  /** Returns what the program printed so far. */
  public List<String> lines() {
    return child.lines().stream().filter(Bpftrace::isOfTheProgram).toList();
  }

  /** Counts the lines that the program printed so far. */
  public synchronized int count() {
    look();
    return count;
  }

  /**
   * Ends it as Ctrl-C does, and returns what the program printed, its maps included. bpftrace 0.17
   * drops what it has not read when that signal comes, so it gets the time to read it.
   */
  public List<String> stop() {
    int wanted = beats() + BEATS;
    Await.until(
        () -> "bpftrace reading on: " + child.text(), () -> beats() >= wanted || !child.isAlive());
    child.interrupt();
    return lines();
  }

  /** Waits until the program has printed so many lines, and ends it as {@link #stop} does. */
  public List<String> stopAfter(int lines) {
    Await.until(() -> lines + " lines in " + lines(), () -> count() >= lines);
    return stop();
  }

  private synchronized int beats() {
    look();
    return beats;
  }

  /** Looks at the lines that have come since: all of them each time are too many to wait with. */
  private void look() {
    for (String line : child.linesFrom(known)) {
      known++;
      if (line.contains(BEAT)) {
        beats++;
      } else if (isOfTheProgram(line)) {
        count++;
      }
    }
  }

  private static boolean isOfTheProgram(String line) {
    return !line.isEmpty()
        && !line.contains(BEAT)
        && !line.startsWith("Attaching ")
        && !line.contains("RLIMIT_MEMLOCK");
  }

  /** Ends it as {@code kill -9} does. */
  @Override
  public void close() {
    child.close();
  }
}
