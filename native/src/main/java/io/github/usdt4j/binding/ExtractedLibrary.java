package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Tries to load a library out of a jar by way of one directory, which must be safe: the JVM opens
 * the library by its path, and its code runs before it can be looked at. It leaves nothing behind.
 */
final class ExtractedLibrary {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      asFileAttribute(fromString("rwx------"));

  private ExtractedLibrary() {}

  static void load(String resource, Path directory) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    try {
      Path safe = make(SafeDirectory.resolve(directory), made);
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

  /**
   * Makes what is missing of a safe directory, from above, and tells what it made. Another process
   * may have made some of it meanwhile: nothing is made, or removed later, below what is not safe.
   */
  private static Path make(Path safe, Deque<Path> made) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = safe; Files.notExists(p, LinkOption.NOFOLLOW_LINKS); p = p.getParent()) {
      missing.addFirst(p);
    }
    for (Path p : missing) {
      check(p.getParent());
      try {
        Files.createDirectory(p, OWNER_ONLY);
        made.addFirst(p);
      } catch (FileAlreadyExistsException e) {
        // Whose it is shows the next check.
      }
    }
    check(safe);
    return safe;
  }

  private static void check(Path safe) throws IOException {
    if (!SafeDirectory.resolve(safe).equals(safe)) {
      throw new IOException("another process moved " + safe);
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
      // A directory that others use by now stays.
    }
  }
}
