package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;

/**
 * A running bpftrace. Its own word that it attached says nothing about the semaphore yet: wait for
 * that one in the traced program too, then fire.
 */
public final class Bpftrace implements AutoCloseable {
  private final Child child;

  private Bpftrace(Child child) {
    this.child = child;
  }

  /** Attaches to the probes of a process. */
  public static Bpftrace attach(long pid, String program) {
    return start("-p", Long.toString(pid), "-e", program);
  }

  /** Attaches to what the program names by path: all processes. */
  public static Bpftrace attach(String program) {
    return start("-e", program);
  }

  /** The probes that match, of a process. */
  public static List<String> list(long pid, String pattern) {
    return Child.run(Tools.path("bpftrace"), "-p", Long.toString(pid), "-l", pattern);
  }

  private static Bpftrace start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Tools.path("bpftrace")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The most that it takes; 64 without.
    builder.environment().put("BPFTRACE_STRLEN", "200");
    Child child = Child.start(builder);
    try {
      child.awaitLine("Attaching ");
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    return new Bpftrace(child);
  }

  /** The process. */
  public Child process() {
    return child;
  }

  /** Ends it as Ctrl-C does, and returns all that it wrote: it buffers what it writes to a pipe. */
  public List<String> stop() {
    child.signal("INT");
    child.awaitExit();
    return child.lines();
  }

  /** Ends it as {@code kill -9} does. */
  @Override
  public void close() {
    child.close();
  }
}
