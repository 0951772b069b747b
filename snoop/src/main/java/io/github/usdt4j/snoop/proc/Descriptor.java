package io.github.usdt4j.snoop.proc;

import io.github.usdt4j.snoop.SnoopException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Holds open a regular file, known by its number. What has the number stays that file, whatever
 * becomes of the path that it was opened by.
 */
public final class Descriptor implements AutoCloseable {
  /** This process by the id that this /proc knows it by, which may be another namespace's. */
  private static final Path DESCRIPTORS = descriptors();

  private static final int TYPE = 0xf000;
  private static final int REGULAR = 0x8000;

  private final int number;
  private final Map<String, Object> status;

  private Descriptor(int number) throws IOException {
    this.number = number;
    try {
      status = Files.readAttributes(link(), "unix:mode,uid,dev,ino,size");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Opens what a link of /proc leads to. */
  public static Descriptor ofLink(Path link) throws IOException {
    return open(link, 0);
  }

  /** Opens a file that is itself no link. */
  public static Descriptor ofFile(Path file) throws IOException {
    return open(file, SystemCalls.O_NOFOLLOW);
  }

  /**
   * Opens a file that was looked at before: to open a device does something, and to open a pipe
   * waits for others.
   */
  private static Descriptor open(Path path, int flags) throws IOException {
    try (Descriptor found = of(path, flags | SystemCalls.O_PATH)) {
      if (((int) found.status.get("mode") & TYPE) != REGULAR) {
        throw new LeftOutException("is no regular file");
      }
      return of(found.link(), SystemCalls.O_RDONLY | SystemCalls.O_NONBLOCK);
    }
  }

  private static Descriptor of(Path path, int flags) throws IOException {
    return new Descriptor(SystemCalls.open(path, flags | SystemCalls.O_CLOEXEC));
  }

  /** Returns a link to the file, for this process and for what the kernel does on its behalf. */
  public Path link() {
    return DESCRIPTORS.resolve(Integer.toString(number));
  }

  private static Path descriptors() {
    try {
      return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/self"))).resolve("fd");
    } catch (IOException e) {
      throw new SnoopException("cannot read /proc/self: " + e.getMessage(), e);
    }
  }

  /** Opens the file for reading. */
  public FileChannel channel() throws IOException {
    // This does not block: no lease can be held on a file that another descriptor has open.
    return FileChannel.open(link(), StandardOpenOption.READ);
  }

  /** Returns the number by which this process knows the file. */
  int number() {
    return number;
  }

  /** Returns the device of the file, as {@code stat -c %d} shows it. */
  public long device() {
    return (long) status.get("dev");
  }

  /** Returns the inode of the file, as {@code stat -c %i} shows it. */
  public long inode() {
    return (long) status.get("ino");
  }

  /** Returns the number of the user who owns the file. */
  public long owner() {
    return Integer.toUnsignedLong((int) status.get("uid"));
  }

  @Override
  public void close() {
    SystemCalls.close(number);
  }
}
