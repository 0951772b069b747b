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
    Mapping mapping = of(address);
    return address - mapping.start() + mapping.offset();
  }

  /** Returns whether an address is in memory that belongs to no file. */
  public static boolean isAnonymous(long address) {
    return of(address).inode() == 0;
  }

  private record Mapping(long start, long offset, long inode) {}

  private static Mapping of(long address) {
    try {
      // 7f0000000000-7f0000001000 r--p 00002000 fe:00 4711   /run/usdt/815/log.so
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
        String[] fields = line.split(" +", 6);
        String[] range = fields[0].split("-", 2);
        long start = Long.parseUnsignedLong(range[0], 16);
        if (address >= start && address < Long.parseUnsignedLong(range[1], 16)) {
          return new Mapping(
              start, Long.parseUnsignedLong(fields[2], 16), Long.parseLong(fields[4]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("not mapped: " + Long.toHexString(address));
  }
}
