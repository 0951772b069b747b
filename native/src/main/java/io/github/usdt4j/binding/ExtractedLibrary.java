package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** One attempt to load a library out of a jar by way of one directory. Leaves nothing behind. */
final class ExtractedLibrary {
  private ExtractedLibrary() {}

  static void load(String resource, Path directory) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (Path p = directory; p != null && Files.notExists(p); p = p.getParent()) {
        made.addLast(p);
      }
      Files.createDirectories(directory);
      Path own =
          Files.createTempDirectory(directory, "usdt4j-", asFileAttribute(fromString("rwx------")));
      made.addFirst(own);
      Path file = own.resolve(Path.of(resource).getFileName());
      made.addFirst(file);
      // A channel would want direct memory, which the application may have used up.
      try (InputStream in = Loader.class.getResourceAsStream(resource);
          OutputStream out = new FileOutputStream(file.toFile())) {
        if (in == null) {
          throw new IOException("cannot read " + resource);
        }
        in.transferTo(out);
      }
      System.load(file.toString());
    } finally {
      made.forEach(ExtractedLibrary::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A directory that somebody else uses by now stays.
    }
  }
}
