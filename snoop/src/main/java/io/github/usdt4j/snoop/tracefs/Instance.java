package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.SnoopException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps an instance of tracefs: ring buffers of our own, into which only our events go. */
final class Instance {
  private static final int SUB_BUFFER_KIB = 64;
  private static final long KIB = 1024;

  private final String name;
  private final Path directory;
  private int pageSize = 4096;

  private Instance(Tracefs tracefs, String name) {
    this.name = name;
    directory = tracefs.instance(name);
  }

  /**
   * Makes an instance.
   *
   * @param bufferBytes the size of all CPUs' buffers together
   */
  static Instance create(Tracefs tracefs, String name, long bufferBytes) {
    Instance instance = new Instance(tracefs, name);
    try {
      Files.createDirectory(instance.directory);
      instance.setUp(bufferBytes);
      return instance;
    } catch (IOException e) {
      throw new SnoopException("cannot make a tracefs instance: " + e.getMessage(), e);
    }
  }

  private void setUp(long bufferBytes) throws IOException {
    // Linux 6.8: several long records a page, and fewer reads.
    if (setIfThere("buffer_subbuf_size_kb", Integer.toString(SUB_BUFFER_KIB))) {
      pageSize = SUB_BUFFER_KIB * 1024;
    }
    long each = Math.max(2 * SUB_BUFFER_KIB, bufferBytes / KIB / cpus().size());
    try {
      Tracefs.write(directory.resolve("buffer_size_kb"), Long.toString(each));
    } catch (IOException e) {
      throw new SnoopException(
          "no memory for buffers of %d MiB; ask for less with --buffer"
              .formatted(bufferBytes / KIB / KIB),
          e);
    }
    // The clock of System.nanoTime().
    Tracefs.write(directory.resolve("trace_clock"), "mono");
    // Readers wake up for the first event, not for a half full buffer.
    setIfThere("buffer_percent", "0");
    // For EndedThreads.
    setIfThere("options/record-tgid", "1");
  }

  /** Sets what not all kernels have; returns false where it is not there. */
  private boolean setIfThere(String file, String value) throws IOException {
    Path path = directory.resolve(file);
    boolean isThere = Files.exists(path);
    if (isThere) {
      Tracefs.write(path, value);
    }
    return isThere;
  }

  /** Returns the buffers, one for each CPU. */
  List<CpuBuffer> cpus() throws IOException {
    List<CpuBuffer> cpus = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory.resolve("per_cpu"), "cpu*")) {
      entries.forEach(entry -> cpus.add(new CpuBuffer(entry)));
    }
    return cpus;
  }

  /** Returns how many bytes a raw read gives at most. */
  int pageSize() {
    return pageSize;
  }

  private Path event(String event) {
    return directory.resolve("events/" + name + "/" + event);
  }

  /**
   * Lets an event be recorded.
   *
   * @param filter a filter in the notation of the kernel; may be empty
   */
  void enable(String event, String filter) throws IOException {
    if (!filter.isEmpty()) {
      Tracefs.write(event(event).resolve("filter"), filter);
    }
    Tracefs.write(event(event).resolve("enable"), "1");
  }

  /** Stops all of our events, which lowers the semaphores. */
  void disable() throws IOException {
    Path enable = event("enable");
    if (Files.exists(enable)) {
      Tracefs.write(enable, "0");
    }
  }

  /** Returns how many events the buffers had no room for so far. */
  long lost() throws IOException {
    long lost = 0;
    for (CpuBuffer cpu : cpus()) {
      lost += cpu.lost();
    }
    return lost;
  }
}
