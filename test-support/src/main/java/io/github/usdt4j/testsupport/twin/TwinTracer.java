package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Follows a process by {@code bin/snoop}. */
final class TwinTracer implements AutoCloseable {
  /** How much the kernel keeps, so that a burst of a program that starts is not lost. */
  private static final String BUFFER_MIB = "128";

  private final Path records;
  private final Path messages;
  private final Child child;

  /** How many bytes of the records have been counted: all of them each time would be too many. */
  private long looked;

  private long count;

  private TwinTracer(Path records, Path messages, Child child) {
    this.records = records;
    this.messages = messages;
    this.child = child;
  }

  /** Attaches from that level up, with files in that directory. */
  static TwinTracer attach(long pid, String level, Path directory) {
    Path records = directory.resolve("tracer.json");
    Path messages = directory.resolve("tracer.err");
    Child child =
        Child.start(
            new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$0\" -p %d -l %s --json --buffer %s >'%s' 2>'%s'"
                    .formatted(pid, level.toLowerCase(Locale.ROOT), BUFFER_MIB, records, messages),
                Bin.command("snoop")));
    TwinTracer tracer = new TwinTracer(records, messages, child);
    tracer.awaitAttached(pid);
    return tracer;
  }

  private void awaitAttached(long pid) {
    String attached = "following " + pid;
    Await.until(
        () -> "a tracer that is attached; it said: " + said(),
        () -> said().contains(attached) || !child.isAlive());
    if (!said().contains(attached)) {
      close();
      throw new AssertionError("the tracer has ended and said: " + said());
    }
  }

  /** Returns what the tracer has seen of a process that has ended; fails where it lost any. */
  List<TracerRecord> records() {
    child.awaitExit();
    if (!said().contains(", none lost")
        || said().contains(" not shown")
        || said().contains("left out")) {
      throw new AssertionError("the tracer has not shown all that it was given: " + said());
    }
    try (Stream<String> lines = Files.lines(records)) {
      return lines.map(TracerRecord::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many events it has seen so far. */
  long count() {
    try (InputStream in = Files.newInputStream(records)) {
      in.skipNBytes(looked);
      byte[] more = in.readAllBytes();
      looked += more.length;
      for (byte sign : more) {
        count += sign == '\n' ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String said() {
    try {
      return Files.exists(messages) ? Files.readString(messages) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (child.isAlive()) {
      child.signal("TERM");
      child.awaitExit();
    }
    child.close();
  }
}
