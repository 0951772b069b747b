package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * A library of root that all may read, and a process that has it: code and data lie where those of
 * an image with 256 slots do, and a uprobe would be possible anywhere.
 */
public final class Victim implements AutoCloseable {
  private static final int CODE = 0x1000;
  private static final int DATA = 0x3000;
  private static final int SIZE = 0x4000;
  private static final long BASE = 0x5000_0000;

  private final TemporaryDirectory directory = new TemporaryDirectory();
  private final Attacker process = new Attacker();
  private final Path library;
  private final byte[] content = new byte[SIZE];

  public Victim() {
    Arrays.fill(content, CODE, DATA, (byte) 0x90);
    library = directory.path().resolve("victim.so");
    try {
      Files.write(library, content);
      Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.place(library, BASE, 0, CODE, "r--");
    process.place(library, BASE + CODE, CODE, DATA - CODE, "r-x");
    process.place(library, BASE + DATA, DATA, SIZE - DATA, "rw-");
    assertUntouched();
  }

  public Path library() {
    return library;
  }

  /** Fails when anything was patched, in the file or in the memory of the process. */
  public void assertUntouched() {
    assertThat(process.child().isAlive()).isTrue();
    assertThat(process.memory(BASE, SIZE)).isEqualTo(content);
    try {
      assertThat(Files.readAllBytes(library)).isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    directory.close();
  }
}
