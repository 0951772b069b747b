package io.github.usdt4j.binding;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.Closeable;
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
 * Keeps an open file without a name, which no other user can open or exchange: it is removed from
 * its directory while it is still empty, and this process reaches it by {@code /proc/<pid>/fd/<n>}.
 *
 * <p>The JVM resolves symlinks in what it is to load, and that link reads as the removed file's
 * path with {@code " (deleted)"} after it, where another user could put something. So the file is
 * made with a name of 255 bytes, the most that a name can have: what the link reads as is too long
 * to be a file's name, and the JVM can only use the link itself.
 *
 * <p>The name, which the system goes on to show for the file, also tells the descriptor's number:
 *
 * <pre>libjniusdt-14-123e4567-e89b-12d3-a456-426614174000------...</pre>
 */
final class NamelessFile implements Closeable {
  private static final int NAME_MAX = 255;
  private static final String PREFIX = "libjniusdt-";
  private static final String DELETED = " (deleted)";
  private static final int REGULAR_OWNER_ONLY = 0100600;

  private final FileChannel channel;
  private final Path descriptor;

  private NamelessFile(FileChannel channel, Path descriptor) {
    this.channel = channel;
    this.descriptor = descriptor;
  }

  /** Makes a file. The directory's path has no symlinks, and all above it is safe. */
  static NamelessFile make(Path directory) throws IOException {
    Path first = directory.resolve(longName(PREFIX));
    FileChannel channel =
        FileChannel.open(
            first, Set.of(CREATE_NEW, READ, WRITE), asFileAttribute(fromString("rw-------")));
    try {
      NamelessFile file;
      Path last;
      try {
        file = new NamelessFile(channel, descriptorOf(first));
        last = directory.resolve(longName(file.prefix()));
        Files.move(first, last, ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(first);
        throw e;
      }
      Files.delete(last);
      check(file.descriptor, last);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns a path that opens the file, in this process only. */
  Path descriptor() {
    return descriptor;
  }

  /** Returns how the name begins of every file that this process has had open with this number. */
  String prefix() {
    return PREFIX + descriptor.getFileName() + "-";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String longName(String prefix) {
    String name = prefix + UUID.randomUUID();
    return name + "-".repeat(NAME_MAX - name.length());
  }

  /** Returns the link of the descriptor that a file is open with. */
  private static Path descriptorOf(Path file) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (targetOf(descriptor).equals(file.getFileName().toString())) {
          return descriptor;
        }
      }
    }
    throw moved();
  }

  /** Returns the name of what is open, or "". */
  private static String targetOf(Path descriptor) throws IOException {
    try {
      Path name = Files.readSymbolicLink(descriptor).getFileName();
      return name == null ? "" : name.toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  /**
   * Checks that this is our new file, without a name, and that the JVM will open it by its
   * descriptor.
   */
  private static void check(Path descriptor, Path file) throws IOException {
    Map<String, Object> found = Files.readAttributes(descriptor, "unix:uid,mode,nlink,size");
    boolean ours =
        (int) found.get("uid") == SafeDirectory.effectiveUser()
            && (int) found.get("mode") == REGULAR_OWNER_ONLY
            && (int) found.get("nlink") == 0
            && (long) found.get("size") == 0
            && targetOf(descriptor).equals(file.getFileName() + DELETED);
    if (!ours) {
      throw moved();
    }
    String seen = new File(descriptor.toString()).getCanonicalPath();
    if (!seen.matches("/proc/[0-9]+/fd/" + descriptor.getFileName()) || canBeNamed(file)) {
      throw new IOException("this JVM or file system names the file that a descriptor is of");
    }
  }

  private static IOException moved() {
    return new IOException("another process moved the file");
  }

  /** Returns whether a file could have the name that the link reads as. */
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
