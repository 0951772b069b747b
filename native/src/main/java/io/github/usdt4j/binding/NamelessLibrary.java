package io.github.usdt4j.binding;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries to load a library out of a jar by way of a directory that all users may write to, as the
 * only writable one of many containers is (a volume of mode 0777 at {@code /tmp}). No path in it
 * can be trusted, so the library gets none, and the JVM opens it by a descriptor. Debuggers then do
 * not find the library's symbols.
 */
final class NamelessLibrary {

  /** Keeps the descriptor: the JVM takes its path for the library's name. */
  @SuppressWarnings("unused")
  private static NamelessFile loaded;

  private NamelessLibrary() {}

  /** Loads the library. The directory's path has no symlinks, and all above it is safe. */
  static void load(String resource, Path directory) throws IOException {
    List<NamelessFile> files = new ArrayList<>();
    try {
      NamelessFile file;
      do {
        file = NamelessFile.make(directory);
        files.add(file);
      } while (isNameOfAnother(file));
      ExtractedLibrary.copy(resource, file.descriptor());
      System.load(file.descriptor().toString());
      loaded = file;
      files.remove(file);
    } finally {
      for (NamelessFile file : files) {
        file.close();
      }
    }
  }

  /**
   * Returns whether a library that is still loaded was opened by the same number of a descriptor.
   * The system would take that one for the library asked for, since it knows both by the same path;
   * and it may be another version of an application that is gone.
   */
  private static boolean isNameOfAnother(NamelessFile file) throws IOException {
    // 7f10c0a00000-7f10c0a21000 r-xp 00004000 00:2c 1234 /tmp/libjniusdt-14-... (deleted)
    try (BufferedReader maps =
        new BufferedReader(new FileReader("/proc/self/maps", StandardCharsets.ISO_8859_1))) {
      return maps.lines().anyMatch(line -> line.contains("/" + file.prefix()));
    }
  }
}
