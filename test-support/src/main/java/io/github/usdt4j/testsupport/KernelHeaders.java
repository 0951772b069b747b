package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the kernel headers that bcc compiles against. Where those of the running kernel are
 * missing, as in a container, bcc gets a view of Debian's, which are two trees that belong
 * together: what it needs of them is the same in every version.
 */
public final class KernelHeaders implements AutoCloseable {
  private static final Path SOURCES = Path.of("/usr/src");

  private final TemporaryDirectory view = new TemporaryDirectory();
  private final Map<String, String> environment;

  /** Makes the view where it is needed. */
  public KernelHeaders() {
    if (isOfRunningKernel()) {
      environment = Map.of();
      return;
    }
    Path common =
        installed().orElseThrow(() -> new IllegalStateException("no kernel headers in " + SOURCES));
    try {
      link(common, "include");
      link(common, "arch/x86/include");
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
    environment = Map.of("BCC_KERNEL_SOURCE", view.path().toString());
  }

  /** Returns what bcc's environment must have. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Removes the view. */
  @Override
  public void close() {
    view.close();
  }

  static boolean areThere() {
    return isOfRunningKernel() || installed().isPresent();
  }

  private static boolean isOfRunningKernel() {
    String release = System.getProperty("os.version");
    return Files.isDirectory(Path.of("/lib/modules", release, "build"))
        || Files.exists(Path.of("/sys/kernel/kheaders.tar.xz"));
  }

  private static Optional<Path> installed() {
    if (!Files.isDirectory(SOURCES)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(SOURCES)) {
      return all.filter(path -> path.toString().endsWith("-common"))
          .filter(path -> Files.isDirectory(generated(path)))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path generated(Path common) {
    return Path.of(common.toString().replaceFirst("common$", "amd64"));
  }

  private void link(Path common, String directory) throws IOException {
    Path merged = Files.createDirectories(view.path().resolve(directory));
    for (Path tree : new Path[] {common, generated(common)}) {
      try (Stream<Path> entries = Files.list(tree.resolve(directory))) {
        for (Path entry : entries.toList()) {
          Files.createSymbolicLink(merged.resolve(entry.getFileName()), entry);
        }
      }
    }
  }
}
