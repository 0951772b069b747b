package io.github.usdt4j.internal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Keeps a file that loses its name as it is made, so that it goes with the process, however that
 * ends, and no other user can put another file in its place. Only root and this user see it, below
 * {@code /proc/PID/fd}, as {@code usdt4j-...status (deleted)}.
 */
final class AnonymousFile {
  private static final int START_FIELD = 19;

  private final FileChannel channel;

  private AnonymousFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes a file with this content, in the first directory that is writable. */
  static AnonymousFile create(String content) throws IOException {
    IOException problem = new IOException("no directory");
    for (String directory : List.of(System.getProperty("java.io.tmpdir", "/tmp"), "/dev/shm")) {
      try {
        AnonymousFile file = new AnonymousFile(open(Path.of(directory)));
        file.write(content);
        return file;
      } catch (IOException e) {
        problem = e;
      }
    }
    throw problem;
  }

  private static FileChannel open(Path directory) throws IOException {
    String name = "usdt4j-%d-%x.status".formatted(ProcessHandle.current().pid(), System.nanoTime());
    // The JDK unlinks the file right after it has made it, and makes it only where nothing is.
    return FileChannel.open(
        directory.resolve(name),
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Replaces the content. */
  void write(String content) throws IOException {
    // An interrupt would close the file, and it is not meant for us.
    boolean isInterrupted = Thread.interrupted();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
      channel.truncate(bytes.limit());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() throws IOException {
    channel.close();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Returns the first line of libusdt's status file: it names the process that has written the
   * file, so that a file inherited from another process is not taken for its own.
   */
  static String mark() throws IOException {
    // A channel would want direct memory, which the application may have used up.
    try (InputStream in = new FileInputStream("/proc/self/stat")) {
      String stat = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      String[] afterCommand = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
      return "usdt4j-status 1 pid %s start %s\n"
          .formatted(stat.substring(0, stat.indexOf(' ')), afterCommand[START_FIELD]);
    }
  }
}
