package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells what is mapped into this process. */
public final class Mappings {
  private Mappings() {}

  /** Returns where in its file an address is. */
  public static long fileOffset(long address) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
        String[] fields = line.split(" ", 4);
        String[] range = fields[0].split("-", 2);
        long start = Long.parseUnsignedLong(range[0], 16);
        if (address >= start && address < Long.parseUnsignedLong(range[1], 16)) {
          return address - start + Long.parseUnsignedLong(fields[2], 16);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("not mapped: " + Long.toHexString(address));
  }
}
