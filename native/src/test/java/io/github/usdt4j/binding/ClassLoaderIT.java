package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.WebApps;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library in several class loaders of one JVM, and in a new one after a redeployment. */
@Requires(ring = "binding", value = Need.LINUX_X86_64)
class ClassLoaderIT {

  private static final String[] ONE_STATE = {
    "deployed first: 0 0",
    "deployed second: 0 0",
    "images after two: 1",
    "mappings: 1",
    "first collected: true",
    "second still fires: 0",
    "deployed first: 0 0",
    "third fires: 0",
    "images after redeploy: 1",
    "mappings after redeploy: 1",
    // The first one's, which stays for its state; the second's; and the redeployed one's own.
    "libraries after redeploy: 3",
    "second collected: true",
    "third still fires: 0",
    "threads of JavaCPP: 0"
  };

  @ParameterizedTest
  @ValueSource(strings = {"server", "application"})
  void deploy_severalLoaders_shareOneStateAndAreLetGo(String javacpp) {
    assertThat(webApps(javacpp).run()).containsExactly(ONE_STATE);
  }

  /** Libraries without names: the JVM knows them by the numbers of their descriptors. */
  @Test
  void deploy_fromADirectoryForAll_doesTheSame(@TempDir Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Jvm jvm =
        webApps("application")
            .property("java.io.tmpdir", directory)
            .property("user.home", "/proc/home")
            .property("user.dir", "/proc/work");

    assertThat(jvm.run()).containsExactly(ONE_STATE);
  }

  private static Jvm webApps(String javacpp) {
    return Jvm.main(WebApps.class)
        .quickToStart()
        .classPath(Jvm.locationOf(WebApps.class))
        .arguments(
            javacpp,
            Jvm.locationOf(Native.class).toString(),
            Jvm.locationOf(Pointer.class).toString());
  }
}
