package io.github.usdt4j.binding;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Says why a library could not be loaded by way of a directory. Facts come before the texts of
 * exceptions, which the system may write in another language.
 *
 * @param isOfDirectory whether another directory may help; else the library and this system do not
 *     fit
 * @param words what is wrong, for people
 * @param advice what to do
 */
record LoadFailure(boolean isOfDirectory, String words, String advice) {
  private static final String OTHER_DIRECTORY =
      "set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec";

  /** The room that the library needs; with less, a directory is full. */
  private static final long LIBRARY_BYTES = 1 << 20;

  static LoadFailure of(String directory, Throwable e) {
    String message = String.valueOf(e.getMessage());
    Path path = path(directory);
    if (path == null || e instanceof UnsafeDirectoryException) {
      return ofDirectory(message);
    }
    Path existing = existing(path.toAbsolutePath());
    if (e instanceof LinkageError) {
      return isNoexec(existing)
          ? ofDirectory("mounted noexec")
          : ofLibrary(message.replaceAll("/\\S*/usdt4j-\\d+/", ""));
    }
    if (isReadOnly(existing)) {
      return ofDirectory("read-only file system");
    }
    if (e instanceof AccessDeniedException) {
      return ofDirectory("not writable for this user");
    }
    if (e instanceof IOException && usableBytes(existing) < LIBRARY_BYTES) {
      return ofDirectory("no space left");
    }
    if (isFileSizeLimited()) {
      return new LoadFailure(
          true,
          e.getClass().getSimpleName() + ": " + message,
          "raise the limit of this process's file size (ulimit -f) to 2 MiB or more");
    }
    return ofDirectory(e.getClass().getSimpleName() + ": " + message);
  }

  private static LoadFailure ofDirectory(String words) {
    return new LoadFailure(true, words, OTHER_DIRECTORY);
  }

  private static LoadFailure ofLibrary(String message) {
    if (message.contains("failed to map segment") || message.contains("Permission denied")) {
      return ofDirectory(message);
    }
    if (message.contains("GLIBC_")) {
      return new LoadFailure(
          false,
          "it needs glibc 2.17 or newer, which this system has not (" + message + ")",
          "run the application on a newer system or base image");
    }
    return new LoadFailure(
        false, message, "have the jar of usdt4j-native on the class path as it was published");
  }

  private static Path existing(Path directory) {
    Path path = directory;
    while (path.getParent() != null && !Files.exists(path)) {
      path = path.getParent();
    }
    return path;
  }

  private static boolean isReadOnly(Path path) {
    try {
      return Files.getFileStore(path).isReadOnly();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static long usableBytes(Path path) {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException | RuntimeException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Returns whether the mount that a directory is on forbids execution. */
  private static boolean isNoexec(Path directory) {
    boolean isNoexec = false;
    int length = -1;
    // 36 35 98:0 /root /at rw,noexec shared:1 - ext4 /dev/root rw
    for (String line : lines("/proc/self/mountinfo")) {
      String[] fields = line.split(" ", 7);
      Path at = fields.length < 7 ? null : path(unescaped(fields[4]));
      // The last one of a path hides the others.
      if (at != null && directory.startsWith(at) && at.getNameCount() >= length) {
        length = at.getNameCount();
        isNoexec = List.of(fields[5].split(",", -1)).contains("noexec");
      }
    }
    return isNoexec;
  }

  /** Returns the path, or null for what cannot be one. */
  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String unescaped(String mount) {
    return mount.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  private static boolean isFileSizeLimited() {
    // Max file size             1024000              unlimited            bytes
    return lines("/proc/self/limits").stream()
        .filter(line -> line.startsWith("Max file size"))
        .anyMatch(line -> !line.split(" {2,}", -1)[1].equals("unlimited"));
  }

  private static List<String> lines(String file) {
    // A channel would want direct memory, which the application may have used up.
    try (InputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
