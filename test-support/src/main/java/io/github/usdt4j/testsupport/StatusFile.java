package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a process with usdt4j tells from outside about itself: the lines of its status file.
 */
public record StatusFile(String link, List<String> lines) {
  /**
   * Returns the status file that a process has open; of two, it is the one that has lost its name.
   */
  public static Optional<StatusFile> of(long pid) {
    List<StatusFile> found = new ArrayList<>();
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        read(descriptor).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().max(Comparator.comparing(StatusFile::isAnonymous));
  }

  private static Optional<StatusFile> read(Path descriptor) throws IOException {
    try {
      String link = Files.readSymbolicLink(descriptor).toString();
      return link.matches(".*/usdt4j[^/]*\\.status( \\(deleted\\))?")
          ? Optional.of(new StatusFile(link, Files.readAllLines(descriptor)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      // Closed meanwhile.
      return Optional.empty();
    }
  }

  /** Returns the values of a key. */
  public List<String> values(String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .toList();
  }

  /** Returns whether the file has lost its name, as one has that no native library wrote. */
  public boolean isAnonymous() {
    return link.endsWith(" (deleted)");
  }
}
