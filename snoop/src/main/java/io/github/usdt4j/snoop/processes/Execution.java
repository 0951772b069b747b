package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/**
 * Tells which program a process runs: exec keeps the pid and the start time, but the kernel gives
 * each new program random bytes ({@code AT_RANDOM}), also where it does not choose addresses at
 * random. A process may write over them, and so only passes its own new program off as its own old
 * one.
 */
final class Execution {
  /** Stands for a process that is gone or may not be looked into. */
  static final long UNKNOWN = 0;

  private static final long AT_RANDOM = 25;

  private Execution() {}

  /** Returns eight of the random bytes of a process's program. */
  static long of(long pid) {
    try (RandomAccessFile memory = new RandomAccessFile(Proc.file(pid, "mem").toFile(), "r")) {
      memory.seek(address(pid));
      return memory.readLong();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static long address(long pid) throws IOException {
    // Pairs of words: what it is, and its value.
    ByteBuffer vector =
        ByteBuffer.wrap(Files.readAllBytes(Proc.file(pid, "auxv"))).order(ByteOrder.nativeOrder());
    while (vector.remaining() >= 2 * Long.BYTES) {
      long type = vector.getLong();
      long value = vector.getLong();
      if (type == AT_RANDOM && value > 0) {
        return value;
      }
    }
    throw new IOException("no random bytes");
  }
}
