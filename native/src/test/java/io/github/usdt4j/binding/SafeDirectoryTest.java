package io.github.usdt4j.binding;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeDirectoryTest {
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void findRealPath() throws IOException {
    root = temporary.toRealPath();
  }

  @Test
  void resolve_ownDirectory_isItself() throws IOException {
    assertThat(SafeDirectory.resolve(root)).isEqualTo(root);
  }

  @Test
  void resolve_whatIsMissing_isToBeMade() throws IOException {
    assertThat(SafeDirectory.resolve(root.resolve("a/./b/../c"))).isEqualTo(root.resolve("a/c"));
  }

  @Test
  void resolve_ownSymlinks_areFollowed() throws IOException {
    Path real = Files.createDirectories(root.resolve("real/below"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("real/../real"));
    Files.createSymbolicLink(root.resolve("absolute"), root.resolve("link"));

    assertThat(SafeDirectory.resolve(root.resolve("absolute/below"))).isEqualTo(real);
  }

  @Test
  void resolve_symlinkToItself_isRefused() throws IOException {
    Path loop = Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));

    assertThatThrownBy(() -> SafeDirectory.resolve(loop))
        .isInstanceOf(IOException.class)
        .hasMessage(loop + ": too many levels of symbolic links");
  }

  @Test
  void resolve_file_isRefused() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    assertThatThrownBy(() -> SafeDirectory.resolve(file)).hasMessage(file + " is no directory");
  }

  @Test
  void resolve_writableForOthers_isRefusedWithWhatToDo() throws IOException {
    Path open = directory("open", "rwxrwxrwx");

    assertThatThrownBy(() -> SafeDirectory.resolve(open))
        .isInstanceOfSatisfying(
            UnsafeDirectoryException.class, e -> assertThat(e.shared()).contains(open))
        .hasMessage(
            "others may write to "
                + open
                + " (mode 777) and replace what is in it; chmod +t it, or choose another"
                + " directory");
  }

  @Test
  void resolve_belowOneWritableForTheGroup_isRefused() throws IOException {
    Path open = directory("open", "rwxrwx---");
    Path below = Files.createDirectory(open.resolve("below"));
    Path missing = open.resolve("missing");

    assertThatThrownBy(() -> SafeDirectory.resolve(below))
        .isInstanceOfSatisfying(
            UnsafeDirectoryException.class, e -> assertThat(e.shared()).isEmpty())
        .hasMessageStartingWith("others may write to " + open + " (mode 770)");
    assertThatThrownBy(() -> SafeDirectory.resolve(missing))
        .hasMessageStartingWith("others may write to " + open + " (mode 770)");
  }

  @Test
  void resolve_sticky_isSafe() throws IOException {
    Path sticky = Files.createDirectory(root.resolve("sticky"));
    Files.setAttribute(sticky, "unix:mode", 01777);

    assertThat(SafeDirectory.resolve(sticky.resolve("below"))).isEqualTo(sticky.resolve("below"));
  }

  @Test
  @Requires(ring = "binding", value = Need.ROOT)
  void resolve_directoryOfAnother_isRefused() throws IOException {
    Path foreign = directory("foreign", "rwxr-xr-x");
    Path below = Files.createDirectory(foreign.resolve("below"));
    Files.setAttribute(foreign, "unix:uid", 12345);

    assertThatThrownBy(() -> SafeDirectory.resolve(below))
        .hasMessage(foreign + " belongs to uid 12345, neither to root nor to this process's uid 0");
  }

  @Test
  @Requires(ring = "binding", value = Need.ROOT)
  void resolve_symlinkOfAnother_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), root);
    Files.setAttribute(link, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);

    assertThatThrownBy(() -> SafeDirectory.resolve(link.resolve("below")))
        .hasMessage(link + " is a symlink of uid 12345's, which is not followed");
  }

  private Path directory(String name, String permissions) throws IOException {
    Path directory = Files.createDirectory(root.resolve(name));
    return Files.setPosixFilePermissions(directory, fromString(permissions));
  }
}
