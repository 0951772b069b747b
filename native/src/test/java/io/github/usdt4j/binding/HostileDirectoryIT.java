package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.UseBinding;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another user puts his library where the JVM is about to load ours from. */
@Requires(
    ring = "binding",
    value = {Need.LINUX_X86_64, Need.ROOT},
    tools = {"bash", "cc", "setpriv"})
class HostileDirectoryIT {
  private static final int ROUNDS = 5;

  /**
   * Stops the JVM as soon as it has a library open below {@code $WATCHED}, lets another user put
   * his own in its place by way of {@code $VOLUME}, and goes on.
   */
  private static final String ATTACK =
      """
      "$@" & jvm=$!
      trap 'kill -KILL $jvm 2>/dev/null' EXIT
      shopt -s nullglob
      while kill -0 $jvm 2>/dev/null; do
        found=("$WATCHED"/usdt4j-*/libjniusdt.so* "$WATCHED"/libjniusdt-*)
        if [[ ${#found[@]} != 0 ]]; then
          kill -STOP $jvm
          setpriv --reuid=54321 --regid=54321 --clear-groups bash -c "$SWAP" bash "${found[0]#"$WATCHED"/}"
          kill -CONT $jvm
          break
        fi
      done
      wait $jvm
      """;

  /** Puts another directory, with all that the JVM is about to look for, in the place of tmp. */
  private static final String SWAP_DIRECTORY =
      """
      cd "$VOLUME" && mkdir -p "theirs/${1%/*}" && cp "$MARKER" "theirs/$1" \
        && mv tmp ours && mv theirs tmp
      """;

  /** Puts another file or directory in the place of ours. */
  private static final String SWAP_ENTRY =
      """
      cd "$VOLUME" && mv "${1%%/*}" ours || exit
      [[ $1 != */* ]] || mkdir "${1%/*}"
      cp "$MARKER" "$1"
      """;

  @TempDir private Path directory;
  private Path volume;
  private Path mark;
  private Path marker;

  @BeforeEach
  void makeVolume() throws IOException {
    mark = directory.resolve("mark");
    marker = directory.resolve("marker.so");
    volume = Files.createDirectory(directory.resolve("volume"));
    Files.setPosixFilePermissions(directory, fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(volume, fromString("rwxrwxrwx"));
    Child.run("cc", "-shared", "-fPIC", "-o", marker.toString(), "src/test/programs/marker.c");
  }

  @Test
  void load_directoryAboveForAll_neverTakesAnothersLibrary() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Child.run("rm", "-rf", volume.resolve("ours").toString(), volume.resolve("tmp").toString());
      Path tmp = Files.createDirectories(volume.resolve("tmp"));

      String text = String.join("\n", attacked(tmp, SWAP_DIRECTORY).run());

      assertThat(mark).as(text).doesNotExist();
      assertThat(text)
          .contains("others may write to " + volume + " (mode 777) and replace what is in it;")
          .contains("; set -Dusdt4j.nativeDir to a directory that");
    }
  }

  @Test
  void load_directoryForAll_neverTakesAnothersLibrary() {
    for (int round = 0; round < ROUNDS; round++) {
      Child.run("sh", "-c", "rm -rf " + volume + "/*");
      String text = String.join("\n", attacked(volume, SWAP_ENTRY).run());

      assertThat(mark).as(text).doesNotExist();
      assertThat(text).containsAnyOf("fired: 0", "without a name (");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void load_directoryForAllAlone_works(Path jdk) throws IOException {
    assertThat(jvm().home(jdk).property("java.io.tmpdir", volume).run())
        .contains("enabled: 0", "fired: 0", "plain: true");
    assertThat(volume).isEmptyDirectory();
  }

  @Test
  void load_safeDirectoryToo_isTakenFirst() throws IOException {
    Path safe = Files.createDirectory(directory.resolve("safe"));
    Jvm jvm = jvm().property("java.io.tmpdir", volume).property("user.home", safe);

    assertThat(jvm.run())
        .contains("fired: 0")
        .anyMatch(line -> line.startsWith("library: " + safe + "/.cache/usdt4j/"));
    assertThat(volume).isEmptyDirectory();
  }

  private static Stream<Path> jdks() {
    return Stream.concat(Stream.of(Jdks.current()), Jdks.find(25).stream());
  }

  private Jvm attacked(Path tmp, String swap) {
    return jvm()
        .prefix("bash", "-c", ATTACK, "bash")
        .property("java.io.tmpdir", tmp)
        .environment("WATCHED", tmp.toString())
        .environment("VOLUME", volume.toString())
        .environment("MARKER", marker.toString())
        .environment("SWAP", swap)
        .environment("USDT_TEST_MARK", mark.toString());
  }

  private static Jvm jvm() {
    return Jvm.main(UseBinding.class)
        .quickToStart()
        .classPath(
            Jvm.locationOf(Native.class),
            Jvm.locationOf(Pointer.class),
            Jvm.locationOf(HostileDirectoryIT.class))
        .property("user.home", "/proc/home")
        .property("user.dir", "/proc/work");
  }
}
