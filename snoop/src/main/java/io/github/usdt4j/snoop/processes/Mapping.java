package io.github.usdt4j.snoop.processes;

import java.util.Optional;

/**
 * A file in the memory of a process: a line of /proc/PID/maps.
 *
 * @param range start and end as the kernel writes them
 * @param file device and inode
 * @param path as the process sees it
 */
record Mapping(String range, String file, String path) {
  /** Nothing when the line shows no file. */
  static Optional<Mapping> parse(String line) {
    // 7f68600000-7f68601000 r--p 00000000 fe:00 1515728      /run/usdt/1/log.so
    String[] fields = line.split(" +", 6);
    if (fields.length < 6 || fields[4].equals("0")) {
      return Optional.empty();
    }
    return Optional.of(new Mapping(fields[0], fields[3] + ":" + fields[4], fields[5]));
  }

  /** A device and inode may be given again, to another path. */
  String identity() {
    return file + path;
  }

  long start() {
    return Long.parseUnsignedLong(range.substring(0, range.indexOf('-')), 16);
  }
}
