package io.github.usdt4j.snoop.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path directory;

  @Test
  void file_staysItself_whateverBecomesOfItsPath() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "one");
    try (Descriptor descriptor = Descriptor.ofFile(file)) {
      Files.move(file, directory.resolve("elsewhere"));
      Files.writeString(file, "other");

      assertThat(content(descriptor)).isEqualTo("one");
      assertThat(descriptor.inode())
          .isEqualTo(Files.getAttribute(directory.resolve("elsewhere"), "unix:ino"));
      assertThat(descriptor.device()).isEqualTo(Files.getAttribute(file, "unix:dev"));
      Number owner = (Number) Files.getAttribute(file, "unix:uid");
      assertThat(descriptor.owner()).isEqualTo(owner.longValue());
      assertThat(descriptor.link()).isSymbolicLink();
    }
  }

  @Test
  void closed_leavesNoDescriptor() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "one");
    long before = open(file);
    Descriptor descriptor = Descriptor.ofFile(file);
    assertThat(open(file)).isEqualTo(before + 1);
    descriptor.close();

    assertThat(open(file)).isEqualTo(before);
  }

  @Test
  void link_isFollowedOnlyWhereItIsTheKernels() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "one");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThatThrownBy(() -> Descriptor.ofFile(link))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("is no regular file");
    try (Descriptor descriptor = Descriptor.ofMapped(link)) {
      assertThat(content(descriptor)).isEqualTo("one");
    }
  }

  @Test
  void pipe_isNotWaitedFor() {
    Path pipe = directory.resolve("pipe");
    Child.run("mkfifo", pipe.toString());

    assertRefused(pipe);
    assertThat(open(pipe)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/zero", "/proc", "/dev/tty"})
  void deviceAndDirectory_areRefused(Path file) {
    assertRefused(file);
  }

  /** The file systems of the kernel whose files have a size, and of which each machine has one. */
  @ParameterizedTest
  @CsvSource({
    "/sys/kernel/fscaps, sysfs",
    "/proc/self/status, proc",
    "/proc/sys/kernel/ostype, proc"
  })
  void fileThatTheKernelMakes_isRefusedBeforeItIsOpened(Path file, String type) {
    assertThatThrownBy(() -> Descriptor.ofOpen(file, found -> found.checkStored(SELF)))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("is made by the kernel (%s)", type);
  }

  @Test
  void fileOfAUser_isStored() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "one");
    try (Descriptor descriptor = Descriptor.ofOpen(file, found -> found.checkStored(SELF))) {
      assertThat(content(descriptor)).isEqualTo("one");
    }
  }

  @Test
  void missingFile_isSaid() {
    assertThatThrownBy(() -> Descriptor.ofFile(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static void assertRefused(Path file) {
    assertThatThrownBy(() -> Descriptor.ofFile(file))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("is no regular file");
  }

  private static String content(Descriptor descriptor) throws IOException {
    try (FileChannel channel = descriptor.channel()) {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      channel.read(bytes);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  /** How many descriptors of this process lead to a file. */
  private static long open(Path file) {
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      long count = 0;
      for (Path descriptor : descriptors) {
        count += isLink(descriptor, file) ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isLink(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false;
    }
  }
}
