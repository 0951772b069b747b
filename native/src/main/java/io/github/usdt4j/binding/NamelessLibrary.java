package io.github.usdt4j.binding;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One attempt to load a library out of a jar by way of a directory that everybody may write to, as
 * the only writable one of many containers is (a volume of mode 0777 at {@code /tmp}). No path in
 * it can be trusted, so the library gets none: its file is removed while it is still empty, and the
 * JVM opens it by the descriptor, as {@code /proc/<pid>/fd/<n>}. Debuggers do without the library's
 * symbols then.
 *
 * <p>The JVM resolves symlinks in what it is to load, and that link reads as the removed file's
 * path with {@code " (deleted)"} after it, where another user could put something. So the file's
 * name has 255 bytes, the most there can be: what the link reads as can be nobody's name, and the
 * JVM is left with the link itself.
 */
final class NamelessLibrary {
  private static final int NAME_MAX = 255;
  private static final String DELETED = " (deleted)";
  private static final int REGULAR_OWNER_ONLY = 0100600;

  /** Keeps the descriptor: the JVM takes its path for the library's name. */
  @SuppressWarnings("unused")
  private static FileChannel loaded;

  private NamelessLibrary() {}

  /** The directory's path has no symlinks, and all above it is safe. */
  static void load(String resource, Path directory) throws IOException {
    String name = longName();
    Path file = directory.resolve(name);
    FileChannel channel =
        FileChannel.open(
            file, Set.of(CREATE_NEW, READ, WRITE), asFileAttribute(fromString("rw-------")));
    boolean done = false;
    try {
      Path descriptor;
      try {
        descriptor = descriptorOf(name);
      } finally {
        Files.delete(file);
      }
      check(descriptor, file);
      ExtractedLibrary.copy(resource, descriptor);
      System.load(descriptor.toString());
      loaded = channel;
      done = true;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static String longName() {
    String name = "libjniusdt-" + UUID.randomUUID();
    return name + "-".repeat(NAME_MAX - name.length());
  }

  /** The link of the descriptor that a file of this name is open with. */
  private static Path descriptorOf(String name) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (targetOf(descriptor).equals(name)) {
          return descriptor;
        }
      }
    }
    throw new IOException("another process moved the file");
  }

  /** The name of what is open, or "". */
  private static String targetOf(Path descriptor) throws IOException {
    try {
      Path name = Files.readSymbolicLink(descriptor).getFileName();
      return name == null ? "" : name.toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  /** That this is our new file, without a name, and what the JVM will make of its descriptor. */
  private static void check(Path descriptor, Path file) throws IOException {
    Map<String, Object> found = Files.readAttributes(descriptor, "unix:uid,mode,nlink,size");
    boolean ours =
        (int) found.get("uid") == SafeDirectory.effectiveUser()
            && (int) found.get("mode") == REGULAR_OWNER_ONLY
            && (int) found.get("nlink") == 0
            && (long) found.get("size") == 0
            && targetOf(descriptor).equals(file.getFileName() + DELETED);
    if (!ours) {
      throw new IOException("another process moved the file");
    }
    String seen = new File(descriptor.toString()).getCanonicalPath();
    if (!seen.matches("/proc/[0-9]+/fd/" + descriptor.getFileName()) || canBeNamed(file)) {
      throw new IOException("this JVM or file system names the file that a descriptor is of");
    }
  }

  /** Whether something could have the name that the link reads as. */
  private static boolean canBeNamed(Path file) {
    try {
      Files.readAttributes(file.resolveSibling(file.getFileName() + DELETED), "unix:uid");
      return true;
    } catch (IOException e) {
      // A name that is too long has no exception of its own, as one that does not exist has.
      return e.getClass() != FileSystemException.class;
    }
  }
}
