package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts what this process holds. */
final class Footprint {
  private Footprint() {}

  static int threads() {
    return Thread.getAllStackTraces().size();
  }

  /** Counts open files. */
  static long files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /** Counts the mappings of files whose path contains the text. */
  static long mappings(String path) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(path)).count();
    }
  }
}
