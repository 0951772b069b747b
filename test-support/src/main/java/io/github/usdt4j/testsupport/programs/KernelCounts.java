package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds what the kernel has counted for a thread or a process since it started.
 *
 * @param writes the number of system calls that write
 * @param bytesWritten the number of bytes that these calls have written
 */
public record KernelCounts(long writes, long bytesWritten) {
  private static final Path THREAD = Path.of("/proc/thread-self");
  private static final Path PROCESS = Path.of("/proc/self");

  /** Returns the counts of the thread that calls this. */
  public static KernelCounts ofThisThread() {
    return of(THREAD);
  }

  /** Returns the counts of this process, whose threads may be at work. */
  public static KernelCounts ofThisProcess() {
    return of(PROCESS);
  }

  /** Returns how often this thread gave up the processor to wait for something, such as a lock. */
  public static long waitsOfThisThread() {
    return value(THREAD.resolve("status"), "voluntary_ctxt_switches:");
  }

  /** Returns what was counted after the earlier counts. */
  public KernelCounts minus(KernelCounts earlier) {
    return new KernelCounts(writes - earlier.writes, bytesWritten - earlier.bytesWritten);
  }

  private static KernelCounts of(Path directory) {
    Path file = directory.resolve("io");
    return new KernelCounts(value(file, "syscw:"), value(file, "wchar:"));
  }

  private static long value(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
