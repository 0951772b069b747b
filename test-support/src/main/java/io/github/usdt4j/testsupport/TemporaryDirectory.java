package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes a directory that closing removes, with all that is in it. */
public final class TemporaryDirectory implements AutoCloseable {
  private final Path path;

  /** Makes it, below the one of the system. */
  public TemporaryDirectory() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes it, below another one. */
  public TemporaryDirectory(Path above) {
    try {
      path = Files.createTempDirectory(above, "usdt4j-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where the directory is. */
  public Path path() {
    return path;
  }

  /** Writes a file and returns where it is. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes it; processes that have been killed may still put files into it for a moment. */
  @Override
  public void close() {
    Await.until(() -> "an end of new files in " + path, this::isRemoved);
  }

  private boolean isRemoved() {
    if (!Files.exists(path)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
