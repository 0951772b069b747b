package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  private static final Path TARGET = Path.of("target");

  @TempDir private Path home;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = Files.createDirectory(home.resolve("bin")).resolve("snoop");
    Files.copy(SnoopRun.LAUNCHER, launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void installTree_reachedByALink_runsItsJar() throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib/usdt4j"));
    Files.copy(jar(), lib.resolve(jar().getFileName()));
    Path link = Files.createSymbolicLink(home.resolve("snoop"), launcher);

    assertThat(Child.run(link.toString(), "--version"))
        .hasSize(1)
        .first()
        .asString()
        .matches("snoop \\d+\\.\\d+.*");
  }

  @Test
  void noJar_isSaid() {
    try (Child child = Child.start(new ProcessBuilder(launcher.toString(), "--version"))) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.text())
          .isEqualTo(
              "snoop: no usdt4j-snoop jar in %s/lib/usdt4j or %s/snoop/target; build it: mvn package -DskipTests -pl snoop -am"
                  .formatted(home, home));
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("usdt4j-snoop-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
