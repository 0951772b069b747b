package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the JDKs of this machine. */
public final class Jdks {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** Returns the home of the JDK that runs this. */
  public static Path current() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * Returns the home of a JDK of that feature release: what the property {@code
   * usdt4j.jdk<feature>.home} names, else one of /usr/lib/jvm.
   */
  public static Optional<Path> find(int feature) {
    String named = System.getProperty("usdt4j.jdk" + feature + ".home", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")) && is(home, feature))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean is(Path home, int feature) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines.anyMatch(line -> line.matches("JAVA_VERSION=\"" + feature + "(\\D.*)?"));
    } catch (IOException e) {
      return false;
    }
  }
}
