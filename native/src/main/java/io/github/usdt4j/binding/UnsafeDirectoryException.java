package io.github.usdt4j.binding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Says that another user could replace a directory, or what is in it; the message says how. */
final class UnsafeDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path shared;

  UnsafeDirectoryException(String message) {
    this(message, null);
  }

  UnsafeDirectoryException(String message, Path shared) {
    super(message);
    this.shared = shared;
  }

  /**
   * Returns the path without symlinks of a directory that is unsafe only because all users may
   * write to it, while all above it is safe.
   */
  Optional<Path> shared() {
    return Optional.ofNullable(shared);
  }
}
