package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often processes map each file, whatever parts of it. Only private mappings count,
 * since the kernel puts no uprobe into others.
 */
public final class FileMappings {
  /** The most different files in the memory of the processes. */
  private static final int MAX_FILES = 65_536;

  /** How often files are mapped, by their device and inode as the kernel writes them in maps. */
  private final Map<String, Integer> counts = new HashMap<>();

  /** Adds all mappings of a process; fails when they were not all read. */
  public void add(long pid, ReadLimit limit) throws IOException {
    Maps.Visitor visitor =
        new Maps.Visitor() {
          @Override
          public void file(List<Mapping> mappings) {
            // Each line counts by itself.
          }

          @Override
          public void line(String text) {
            add(text);
          }
        };
    try (InputStream maps = Files.newInputStream(Proc.file(pid, "maps"))) {
      Maps.read(maps, limit, visitor);
    }
  }

  /** Adds a line of maps. */
  void add(String line) {
    if (Mapping.isPrivate(line)) {
      Mapping.file(line)
          .filter(file -> counts.size() < MAX_FILES || counts.containsKey(file))
          .ifPresent(file -> counts.merge(file, 1, Integer::sum));
    }
  }

  /** Returns whether there were more files than are counted. */
  public boolean isFull() {
    return counts.size() == MAX_FILES;
  }

  /** Returns how often the file of an image is mapped. */
  public int of(Image image) {
    return of(image.fileInMaps());
  }

  int of(String file) {
    return counts.getOrDefault(file, 0);
  }
}
