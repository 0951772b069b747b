package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.UseBinding;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM that uses the binding leaves behind: it runs over a layer that takes all its writes,
 * and nothing but directories of ours may be in the layer after it.
 */
@Requires(
    ring = "binding",
    value = {Need.LINUX_X86_64, Need.ROOT},
    tools = {"unshare", "chroot", "setpriv"})
class FootprintIT {
  /** Runs a command, as $USER_ID, in a copy of the system; then lists what it made or changed. */
  private static final String LAYERED =
      """
      set -e
      mount -t tmpfs tmpfs "$LAYER"
      cd "$LAYER"
      mkdir changes work root run
      mkdir -m 1777 tmp
      mount -t overlay overlay -o lowerdir=/,upperdir=changes,workdir=work root
      mount --rbind /proc root/proc
      mount --rbind /dev root/dev
      mount --bind "$FILES" root/mnt
      # Empty ones, since others make and remove files in those of the system meanwhile.
      mount --bind run root/run
      mount --bind tmp root/tmp
      mkdir -p root/home/known
      chown 54321:54321 root/home/known
      eval "$PREPARE"
      find changes run tmp > before
      chroot root setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups sh -c 'cd /tmp && exec "$@"' sh "$@"
      find changes run tmp | grep -v -x -F -f before | sed 's/^/left: /' || true
      """;

  @TempDir private Path directory;
  private Path layer;
  private Path files;

  @BeforeEach
  void copyClasses() throws IOException {
    layer = Files.createDirectory(directory.resolve("layer"));
    files = Files.createDirectory(directory.resolve("files"));
    for (Class<?> type : List.of(Native.class, Pointer.class, UseBinding.class)) {
      copy(Jvm.locationOf(type));
    }
    Files.setPosixFilePermissions(directory, fromString("rwxr-xr-x"));
  }

  @Test
  void use_withAHome_leavesOwnDirectoriesOnly() {
    assertLeft(jvm(54321).environment("HOME", "/home/known").property("user.home", "/home/known"));
  }

  @Test
  void use_byRoot_leavesOwnDirectoriesOnly() {
    assertLeft(
        jvm(0).environment("HOME", "/root").environment("PREPARE", "rm -rf root/root/.javacpp"));
  }

  /** Java knows no home of a user that the system does not know: its name is "?". */
  @Test
  void use_byAnUnknownUserWithoutAHome_leavesOwnDirectoriesOnly() {
    assertLeft(jvm(54321).environment("PREPARE", "unset HOME"));
  }

  @Test
  void use_withAHomeThatIsReadOnly_leavesOwnDirectoriesOnly() {
    assertLeft(
        jvm(0)
            .environment(
                "PREPARE",
                "mount --bind root/home/known root/home/known;"
                    + " mount -o remount,ro,bind root/home/known")
            .property("user.home", "/home/known"));
  }

  @Test
  void use_withoutATemporaryDirectory_leavesOwnDirectoriesOnly() {
    assertLeft(
        jvm(54321)
            .property("java.io.tmpdir", "/proc/none")
            .environment("HOME", "/home/known")
            .property("user.home", "/home/known"));
  }

  private Jvm jvm(int user) {
    return Jvm.main(UseBinding.class)
        .quickToStart()
        .classPath()
        .options("-cp", "/mnt/*:/mnt/classes", "-XX:-UsePerfData")
        .prefix("unshare", "--mount", "sh", "-c", LAYERED, "sh")
        .environment("LAYER", layer.toString())
        .environment("FILES", files.toString())
        .environment("USER_ID", Integer.toString(user))
        .environment("PREPARE", "");
  }

  private static void assertLeft(Jvm jvm) {
    List<String> lines = jvm.run();

    assertThat(lines).contains("enabled: 0", "fired: 0");
    assertThat(lines.stream().filter(line -> line.startsWith("left: ")))
        .as(() -> String.join("\n", lines))
        .isSubsetOf(
            // The base directories, empty.
            "left: run/usdt", "left: tmp/usdt-54321");
  }

  private void copy(Path location) throws IOException {
    if (Files.isRegularFile(location)) {
      Files.copy(location, files.resolve(location.getFileName()));
      return;
    }
    Path classes = files.resolve("classes");
    try (Stream<Path> paths = Files.walk(location)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        Path target = classes.resolve(location.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }
}
