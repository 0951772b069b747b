package io.github.usdt4j.snoop.processes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalInt;

/** How many tracers are attached to the probes of a process, read from its memory. */
public final class Semaphores implements AutoCloseable {
  private final RandomAccessFile memory;

  public Semaphores(long pid) throws IOException {
    memory = new RandomAccessFile(Proc.file(pid, "mem").toFile(), "r");
  }

  /** The semaphore of a probe; empty when the process is gone. */
  public OptionalInt read(Image image, ProbeNote probe) {
    try {
      memory.seek(image.base() + probe.semaphore());
      return OptionalInt.of(Short.toUnsignedInt(Short.reverseBytes(memory.readShort())));
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }
}
