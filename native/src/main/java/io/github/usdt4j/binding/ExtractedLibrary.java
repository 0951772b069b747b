package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * One attempt to load a library out of a jar by way of one directory, which must be safe: the JVM
 * opens the library by its path, and its code runs before it can be looked at. Leaves nothing
 * behind.
 */
final class ExtractedLibrary {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      asFileAttribute(fromString("rwx------"));

  private ExtractedLibrary() {}

  static void load(String resource, Path directory) throws IOException {
    Path safe = SafeDirectory.resolve(directory);
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (Path p = safe; p != null && Files.notExists(p); p = p.getParent()) {
        made.addLast(p);
      }
      Files.createDirectories(safe, OWNER_ONLY);
      // Another user may have made what was missing.
      safe = SafeDirectory.resolve(safe);
      Path own = Files.createTempDirectory(safe, "usdt4j-", OWNER_ONLY);
      made.addFirst(own);
      Path file = own.resolve(Path.of(resource).getFileName());
      made.addFirst(file);
      copy(resource, file);
      System.load(file.toString());
    } finally {
      made.forEach(ExtractedLibrary::delete);
    }
  }

  /** Writes the library into a file. */
  static void copy(String resource, Path file) throws IOException {
    // A channel would want direct memory, which the application may have used up.
    try (InputStream in = Loader.class.getResourceAsStream(resource);
        OutputStream out = new FileOutputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("cannot read " + resource);
      }
      in.transferTo(out);
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
