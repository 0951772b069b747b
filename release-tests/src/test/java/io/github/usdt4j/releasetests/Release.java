package io.github.usdt4j.releasetests;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A release, signed with a key that is thrown away, in a folder of this module. */
final class Release {
  /** What is published, without the beginning of the names. */
  static final List<String> JARS =
      List.of("agent", "core", "jul", "log4j2", "logback", "native", "processor", "snoop", "test");

  /** The folder that is a Maven repository. */
  final Path repository = Path.of("target/repository").toAbsolutePath();

  private static Release made;

  private Release() throws IOException {
    if (Files.exists(repository)) {
      try (Stream<Path> files = Files.walk(repository)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
    try (TemporaryDirectory keys = new TemporaryDirectory()) {
      Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rwx------"));
      makeAndVerify(keys);
    }
  }

  private void makeAndVerify(TemporaryDirectory keys) throws IOException {
    try {
      gpg(keys, "--quick-gen-key", "usdt4j <test@usdt4j.invalid>", "rsa3072", "sign", "1d");
      String key = String.join("\n", gpg(keys, "--armor", "--export-secret-keys"));
      ProcessBuilder builder =
          new ProcessBuilder(
              Readme.root().resolve("tools/release").toString(), repository.toString(), "-q");
      builder.environment().put("MAVEN_GPG_KEY", key);
      run(builder);
      verifySignatures(keys);
    } finally {
      endGpgAgent(keys);
    }
  }

  /** Makes one, the first time that a test asks. */
  static synchronized Release get() {
    if (made == null) {
      try {
        made = new Release();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return made;
  }

  private void verifySignatures(TemporaryDirectory keys) throws IOException {
    for (Path file : files()) {
      if (isSigned(file)) {
        gpg(keys, "--verify", file + ".asc", file.toString());
      }
    }
  }

  private static boolean isSigned(Path file) {
    return file.toString().matches(".*\\.(jar|pom|json)");
  }

  private static List<String> gpg(TemporaryDirectory keys, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GNUPGHOME", keys.path().toString());
    return run(builder);
  }

  private static void endGpgAgent(TemporaryDirectory keys) {
    ProcessBuilder builder = new ProcessBuilder("gpgconf", "--kill", "all");
    builder.environment().put("GNUPGHOME", keys.path().toString());
    run(builder);
  }

  /** Runs a command to its end, which has to be a good one. */
  static List<String> run(ProcessBuilder builder) {
    try (Child child = Child.start(builder)) {
      int status = child.awaitExit();
      if (status != 0) {
        throw new AssertionError(
            builder.command() + " ended with " + status + ":\n" + child.text());
      }
      return child.lines();
    }
  }

  /** Returns all files. */
  List<Path> files() {
    try (Stream<Path> files = Files.walk(repository)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of an artifact, by how its name ends behind the version. */
  Path file(String artifact, String end) {
    Path folder =
        repository
            .resolve("io/github/usdt4j/usdt4j-" + artifact)
            .resolve(System.getProperty("version"));
    List<Path> found =
        files().stream()
            .filter(file -> file.startsWith(folder))
            .filter(
                file ->
                    file.getFileName()
                        .toString()
                        .matches("usdt4j-[a-z0-9]+-[0-9.]+(-[0-9.-]+)?" + end))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found + " are " + end + " of " + artifact);
    }
    return found.get(0);
  }
}
