package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads about the kernel's ring buffer of one CPU. */
record CpuBuffer(Path directory) {
  /** Returns the path that gives whole pages, and takes them out of the buffer. */
  Path rawPipe() {
    return directory.resolve("trace_pipe_raw");
  }

  /**
   * Returns how many events beyond that number the buffer has taken, whether they are still in it
   * or not.
   */
  long beyond(long events) throws IOException {
    List<String> stats = stats();
    return value(stats, "entries") + value(stats, "read events") - events;
  }

  /** Returns how many events the buffer had no room for so far. */
  long lost() throws IOException {
    List<String> stats = stats();
    return value(stats, "overrun")
        + value(stats, "commit overrun")
        + value(stats, "dropped events");
  }

  private List<String> stats() throws IOException {
    return Files.readAllLines(directory.resolve("stats"));
  }

  private static long value(List<String> stats, String name) {
    String start = name + ": ";
    return stats.stream()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> Long.parseLong(line.substring(start.length())))
        .findFirst()
        .orElse(0);
  }

  @Override
  public String toString() {
    return directory.getFileName().toString();
  }
}
