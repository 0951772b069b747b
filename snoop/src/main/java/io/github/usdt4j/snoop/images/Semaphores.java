package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalInt;

/** Counts the tracers that are attached to the probes of a process, from its memory. */
public final class Semaphores implements AutoCloseable {
  /** The memory of the process; null when it may not be read. */
  private final RandomAccessFile memory;

  public Semaphores(long pid) {
    memory = open(pid);
  }

  private static RandomAccessFile open(long pid) {
    try {
      return new RandomAccessFile(Proc.file(pid, "mem").toFile(), "r");
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Returns the semaphore of a probe that was read from this image, and so lies in it; empty when
   * it cannot be read.
   */
  public OptionalInt read(Image image, ProbeNote probe) {
    if (memory == null) {
      return OptionalInt.empty();
    }
    try {
      memory.seek(image.base() + probe.semaphore());
      return OptionalInt.of(Short.toUnsignedInt(Short.reverseBytes(memory.readShort())));
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() throws IOException {
    if (memory != null) {
      memory.close();
    }
  }
}
