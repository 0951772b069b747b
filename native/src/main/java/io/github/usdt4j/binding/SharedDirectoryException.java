package io.github.usdt4j.binding;

import java.io.IOException;
import java.nio.file.Path;

/** A directory is not safe, for the only reason that everybody may write to it. */
final class SharedDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path directory;

  SharedDirectoryException(Path directory, String message) {
    super(message);
    this.directory = directory;
  }

  /** Its path without symlinks; all above it is safe. */
  Path directory() {
    return directory;
  }
}
