package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells what is mapped into a process. */
public final class Mappings {
  private Mappings() {}

  /** Returns where in its file an address of this process is. */
  public static long fileOffset(long address) {
    Mapping mapping = of(address);
    return address - mapping.start() + mapping.offset();
  }

  /** Returns whether an address of this process is in memory that belongs to no file. */
  public static boolean isAnonymous(long address) {
    return of(address).inode() == 0;
  }

  /** Returns the names of what another process maps, as that one has them. */
  public static List<String> files(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
      return lines
          .map(line -> line.split(" +", 6))
          .filter(fields -> fields.length == 6)
          .map(fields -> fields[5])
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One range of this process. */
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
