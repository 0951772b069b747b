package io.github.usdt4j.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs a process that a test started: its output as lines (standard output and error together,
 * UTF-8), and its end. The test must close it, which kills it when it still runs.
 */
public final class Child implements AutoCloseable {
  /**
   * The pauses between looks at the output: they grow while the process is silent, until a test
   * writes to it.
   */
  private static final int SHORTEST_PAUSE_MILLIS = 1;

  private static final int LONGEST_PAUSE_MILLIS = 5;

  /** How long a JVM that hangs may write what its threads do. */
  private static final long DUMP_MILLIS = 2_000;

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();
  private volatile int pauseMillis = SHORTEST_PAUSE_MILLIS;

  /** Starts it. */
  public static Child start(ProcessBuilder builder) {
    try {
      return new Child(builder.command().get(0), builder.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end; fails when that is not a success. */
  public static List<String> run(String... command) {
    try (Child child = start(new ProcessBuilder(command))) {
      int status = child.awaitExit();
      if (status != 0) {
        throw new AssertionError(String.join(" ", command) + " ended with " + child.describe());
      }
      return child.lines();
    }
  }

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns the process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what the process wrote so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Returns what it wrote after its first lines; {@link #lines} copies all of them each time. */
  List<String> linesFrom(int first) {
    synchronized (lines) {
      return List.copyOf(lines.subList(first, lines.size()));
    }
  }

  /** Returns what the process wrote so far, as one text. */
  public String text() {
    return String.join("\n", lines());
  }

  /** Waits for a line that contains the text; fails when it ends without one. */
  public String awaitLine(String text) {
    return awaitLine(text, line -> line.contains(text));
  }

  /** Waits for a line that matches; fails when it ends without one. */
  public String awaitLine(String what, Predicate<String> matches) {
    Await.until(
        () -> "a line with " + what + " from " + describeHung(),
        () -> first(matches).isPresent() || !reader.isAlive());
    return first(matches)
        .orElseThrow(
            () -> new AssertionError("no line with " + what + " before the end of " + describe()));
  }

  /** Writes a line to its standard input. */
  public void send(String line) {
    pauseMillis = SHORTEST_PAUSE_MILLIS;
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(describe(), e);
    }
  }

  /** Sends it a signal, such as INT. */
  public void signal(String signal) {
    run("kill", "-" + signal, Long.toString(pid()));
  }

  /** Ends it as Ctrl-C does; again when it did not take notice: bpftrace 0.17 may miss one. */
  public void interrupt() {
    long patience = Duration.ofSeconds(5).toNanos();
    long[] sent = {System.nanoTime() - patience};
    Await.until(
        () -> "the end of " + describe(),
        () -> {
          if (process.isAlive() && System.nanoTime() - sent[0] >= patience) {
            sent[0] = System.nanoTime();
            signal("INT");
          }
          return !process.isAlive();
        });
    join();
  }

  /** Waits for its end and for its last line. */
  public int awaitExit() {
    Await.until(() -> "the end of " + describeHung(), () -> !process.isAlive());
    join();
    return process.exitValue();
  }

  /** Kills it when it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    join(Await.LIMIT.toMillis());
  }

  private void join(long millis) {
    try {
      reader.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> first(Predicate<String> matches) {
    return lines().stream().filter(matches).findFirst();
  }

  /** Describes it; when it is a JVM, it writes first what its threads do. */
  private String describeHung() {
    if (name.endsWith("/java") && process.isAlive()) {
      signal("QUIT");
      join(DUMP_MILLIS);
    }
    return describe();
  }

  private String describe() {
    String state = process.isAlive() ? "still running" : "status " + process.exitValue();
    return name + " (pid " + pid() + ", " + state + "), which wrote:\n" + text();
  }

  /**
   * Reads until the process has ended and the pipe is empty. A grandchild may hold the pipe open
   * for longer, so this thread never waits in a read; what a grandchild writes later is not read.
   */
  private void read() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      boolean isLast = false;
      while (!isLast) {
        isLast = !process.isAlive();
        boolean isSilent = true;
        for (int available = in.available(); available > 0; available = in.available()) {
          addLines(line, in.readNBytes(available));
          isSilent = false;
        }
        if (!isLast) {
          pause(isSilent);
        }
      }
    } catch (IOException e) {
      // The end of the process has closed the pipe.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (line.size() > 0) {
      addLine(line);
    }
  }

  private void pause(boolean isSilent) throws InterruptedException {
    int pause = isSilent ? pauseMillis : SHORTEST_PAUSE_MILLIS;
    pauseMillis = Math.min(pause + 1, LONGEST_PAUSE_MILLIS);
    Thread.sleep(pause);
  }

  /** Adds the lines that these bytes end; the rest waits in {@code line} for more. */
  private void addLines(ByteArrayOutputStream line, byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        addLine(line);
        start = i + 1;
      }
    }
    line.write(bytes, start, bytes.length - start);
  }

  private void addLine(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    synchronized (lines) {
      lines.add(text);
    }
  }
}
