package io.github.usdt4j.snoop.images;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a line of /proc/PID/maps: a part of a file in the memory of a process.
 *
 * @param device as the kernel writes it
 * @param path as the process sees it, in the form of {@link io.github.usdt4j.snoop.proc.KernelText}
 */
record Mapping(
    long start, long end, String permissions, long offset, String device, long inode, String path) {
  private static final int BLANKS_BEFORE_DEVICE = 3;

  /** Where permissions say so, counted from the blank before them. */
  private static final int PERMISSION_OF_SHARING = 4;

  /** A line; a newline in a path cannot break it, since the kernel shows it as an escape. */
  private static final Pattern LINE =
      Pattern.compile(
          "([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-][w-][x-][ps]) ([0-9a-f]{1,16})"
              + " ([0-9a-f]{2,8}:[0-9a-f]{2,8}) ([0-9]{1,20}) +(/.*)",
          // The path may hold other signs that end a line.
          Pattern.DOTALL);

  /** Reads a line; returns nothing when it shows no file. */
  static Optional<Mapping> parse(String line) {
    // 7f68600000-7f68601000 r--p 00000000 fe:00 1515728      /run/usdt/1/log.so
    Matcher fields = LINE.matcher(line);
    if (!fields.matches() || fields.group(6).equals("0")) {
      return Optional.empty();
    }
    Mapping mapping =
        new Mapping(
            address(fields.group(1)),
            address(fields.group(2)),
            fields.group(3),
            address(fields.group(4)),
            fields.group(5),
            Long.parseUnsignedLong(fields.group(6)),
            fields.group(7));
    return Long.compareUnsigned(mapping.start, mapping.end) < 0
        ? Optional.of(mapping)
        : Optional.empty();
  }

  /**
   * Returns the device and inode in a line, as the kernel writes them, or nothing when it shows no
   * file.
   */
  static Optional<String> file(String line) {
    // 7f68600000-7f68601000 r--p 00000000 fe:00 1515728      /run/usdt/1/log.so
    int at = -1;
    for (int i = 0; i < BLANKS_BEFORE_DEVICE; i++) {
      at = line.indexOf(' ', at + 1);
      if (at < 0) {
        return Optional.empty();
      }
    }
    int end = line.indexOf(' ', line.indexOf(' ', at + 1) + 1);
    return end < 0 || line.startsWith("00:00 0", at + 1)
        ? Optional.empty()
        : Optional.of(line.substring(at + 1, end));
  }

  /** Returns whether a line shows a private mapping, which is one of a process alone. */
  static boolean isPrivate(String line) {
    return line.startsWith("p ", line.indexOf(' ') + PERMISSION_OF_SHARING);
  }

  /** Returns the device and inode, as {@link #file(String)} does for a line. */
  String file() {
    return device + " " + Long.toUnsignedString(inode);
  }

  private static long address(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }

  /**
   * Returns the name of the kernel's link to the file, which lacks the leading zeros of the line.
   */
  String range() {
    return "%x-%x".formatted(start, end);
  }

  boolean isSameFile(Mapping other) {
    return inode == other.inode && device.equals(other.device) && path.equals(other.path);
  }

  /**
   * Returns whether a file's mappings, the first of them first, are those of an image of this
   * layout.
   */
  static boolean areOf(List<Mapping> mappings, Layout layout) {
    return has(mappings, layout.text(), layout.sem(), "r-xp")
        && has(mappings, layout.sem(), layout.dynEnd(), "rw-p");
  }

  private static boolean has(List<Mapping> mappings, long from, long to, String permissions) {
    long base = mappings.get(0).start;
    return mappings.stream()
        .anyMatch(
            mapping ->
                mapping.offset == from
                    && mapping.start - base == from
                    && mapping.end - base >= to
                    && mapping.permissions.equals(permissions));
  }
}
