package io.github.usdt4j.testsupport.twin;

import java.nio.file.Path;

/**
 * Finds the project's commands: below the directory that the system property {@code usdt4j.root}
 * names, or else below the parent of the working directory.
 */
final class Bin {
  private Bin() {}

  static String command(String name) {
    return Path.of(System.getProperty("usdt4j.root", ".."))
        .resolve("bin")
        .resolve(name)
        .toAbsolutePath()
        .normalize()
        .toString();
  }
}
