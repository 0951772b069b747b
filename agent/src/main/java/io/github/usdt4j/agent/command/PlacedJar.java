package io.github.usdt4j.agent.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts the agent's jar where a process can read it that has another file system, as in a container,
 * until it is closed. The JVM keeps the file open, and so does not need its name any longer.
 *
 * <p>The file system is that of the process, which may be hostile: nothing is followed there but
 * the kernel's link to its root, and the directory must be one in which no other user can replace
 * the file.
 */
final class PlacedJar implements AutoCloseable {
  private static final List<String> PLACES = List.of("tmp", "dev/shm", "var/tmp");
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Path path;
  private final SecureDirectoryStream<Path> directory;
  private final Path name;

  private PlacedJar(Path path, SecureDirectoryStream<Path> directory, Path name) {
    this.path = path;
    this.directory = directory;
    this.name = name;
  }

  /** Returns the jar as it is where the process sees it so, else a copy in a place of its. */
  static PlacedJar of(Target target, Path jar) throws CommandException {
    if (target.sharesFiles()) {
      return new PlacedJar(jar, null, null);
    }
    Path name = Path.of(".usdt4j-agent-" + target.ownPid() + ".jar");
    List<String> tried = new ArrayList<>();
    for (String place : PLACES) {
      try {
        SecureDirectoryStream<Path> directory = open(target, place);
        try {
          write(directory, name, Files.readAllBytes(jar));
          return new PlacedJar(Path.of("/" + place).resolve(name), directory, name);
        } catch (IOException e) {
          directory.close();
          throw e;
        }
      } catch (IOException | UnsupportedOperationException e) {
        tried.add("/" + place + " (" + reason(e) + ")");
      }
    }
    throw new CommandException(
        "process "
            + target.pid()
            + " has no place for the agent's jar, which needs a directory that its user can write"
            + " to and others cannot: mount a tmpfs of 2 MiB at /tmp; tried "
            + String.join(", ", tried));
  }

  private static String reason(Exception e) {
    return e.getMessage() == null || e.getMessage().startsWith("/proc/")
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }

  @SuppressWarnings("StreamResourceLeak") // each is closed when the one below it is open
  private static SecureDirectoryStream<Path> open(Target target, String place) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(target.root());
    for (Path part : Path.of(place)) {
      try (DirectoryStream<Path> above = stream) {
        if (!(above instanceof SecureDirectoryStream<Path> secure)) {
          throw new UnsupportedOperationException("no openat");
        }
        stream = secure.newDirectoryStream(part, LinkOption.NOFOLLOW_LINKS);
      }
    }
    SecureDirectoryStream<Path> opened = (SecureDirectoryStream<Path>) stream;
    Path path = target.root().resolve(place);
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!target.trusts(owner) || ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0)) {
      opened.close();
      throw new IOException("others can replace files in it");
    }
    return opened;
  }

  private static void write(SecureDirectoryStream<Path> directory, Path name, byte[] content)
      throws IOException {
    delete(directory, name);
    try (SeekableByteChannel file =
        directory.newByteChannel(
            name,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException e) {
      delete(directory, name);
      throw e;
    }
  }

  private static void delete(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    try {
      directory.deleteFile(name);
    } catch (NoSuchFileException e) {
      // The usual case: only a command that was killed leaves one.
      return;
    }
  }

  /** Returns where the jar is, as the process sees it. */
  Path path() {
    return path;
  }

  /** Removes a copy. */
  @Override
  public void close() {
    if (directory == null) {
      return;
    }
    try (directory) {
      delete(directory, name);
    } catch (IOException e) {
      // The next command for the process removes it.
      return;
    }
  }
}
