package io.github.usdt4j.snoop.proc;

import io.github.usdt4j.snoop.SnoopException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds open a regular file, known by its number. What has the number stays that file, whatever
 * becomes of the path that it was opened by.
 */
public final class Descriptor implements AutoCloseable {
  /** This process by the id that this /proc knows it by, which may be another namespace's. */
  private static final Path DESCRIPTORS = descriptors();

  private static final int TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final long ROOT = 0;

  /** The name that the kernel gives to a file in memory, which has no other. */
  private static final String IN_MEMORY = "/memfd:";

  /** Looks at a file before it is opened for reading; fails when the file does not count. */
  public interface Check {
    /**
     * Looks at a file.
     *
     * @param found the file, which cannot be read by this
     */
    void look(Descriptor found) throws IOException;
  }

  private final int number;
  private final Map<String, Object> status;

  private Descriptor(int number) throws IOException {
    this.number = number;
    try {
      status = Files.readAttributes(link(), "unix:mode,uid,dev,ino,nlink");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens what a link of /proc to a mapped file leads to. Whoever has mapped a file may read it,
   * and the kernel's own files cannot be mapped.
   */
  public static Descriptor ofMapped(Path link) throws IOException {
    return open(link, 0, found -> {});
  }

  /**
   * Opens what a process has a descriptor of. It need not be allowed to read that, so a check
   * decides before anything of the file is opened.
   */
  public static Descriptor ofOpen(Path link, Check check) throws IOException {
    return open(link, 0, check);
  }

  /** Opens a file that is itself no link. */
  public static Descriptor ofFile(Path file) throws IOException {
    return open(file, SystemCalls.O_NOFOLLOW, found -> {});
  }

  /**
   * Opens a file that was looked at before: to open a device does something, and to open a pipe
   * waits for others.
   */
  private static Descriptor open(Path path, int flags, Check check) throws IOException {
    try (Descriptor found = of(path, flags | SystemCalls.O_PATH)) {
      if (((int) found.status.get("mode") & TYPE) != REGULAR) {
        throw new LeftOutException("is no regular file");
      }
      check.look(found);
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

  /** Fails when the file belongs to another user: a process must not lead snoop to it. */
  public void checkOwner(long pid) throws IOException {
    OptionalLong user = Proc.effectiveUserId(pid);
    if (user.isEmpty()) {
      throw new NoSuchFileException(Proc.file(pid, "status").toString());
    }
    if (owner() != ROOT && owner() != user.getAsLong()) {
      throw new LeftOutException(
          "belongs to user %d and not to the process's, %d".formatted(owner(), user.getAsLong()));
    }
  }

  /**
   * Fails when the kernel makes the file up as it is read, whoever owns it. Where no mount tells
   * that, since the process has removed it, the file has to be the process's own.
   */
  public void checkStored(long pid) throws IOException {
    Optional<String> type = FileSystemType.of(pid, number);
    if (type.isPresent()) {
      if (FileSystemType.isOfKernel(type.get())) {
        throw new LeftOutException("is made by the kernel (%s)".formatted(type.get()));
      }
    } else if (!isInMemory() && !Proc.effectiveUserId(pid).equals(OptionalLong.of(owner()))) {
      throw new LeftOutException("is not mounted, and not of the process's user");
    }
  }

  private boolean isInMemory() throws IOException {
    return (int) status.get("nlink") == 0 && KernelText.link(link()).startsWith(IN_MEMORY);
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
