package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds. */
final class Footprint {
  private Footprint() {}

  static int threads() {
    return Thread.getAllStackTraces().size();
  }

  /** Open ones. */
  static long files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /** Of files whose path contains the text. */
  static long mappings(String path) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(path)).count();
    }
  }
}
