package io.github.usdt4j.testsupport;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of this machine. */
public final class Tools {
  private Tools() {}

  /**
   * Returns the program of that name, also from the directories of root that a user's PATH lacks.
   */
  public static Optional<Path> find(String name) {
    return Stream.concat(
            Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/sbin"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns the program of that name, for a test that {@link Requires} it. */
  public static String path(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not on the PATH"))
        .toString();
  }
}
