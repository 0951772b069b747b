package io.github.usdt4j.internal;

/**
 * Finds why probes are missing or hard to find, in one sentence that says what to do; it is empty
 * where all is well. The status, the JMX bean, the status file and the logging framework all show
 * this text.
 */
public final class Reason {
  private Reason() {}

  /**
   * Returns the reason of this process: of its backend, else of the last failure, else of its
   * images.
   */
  public static String now() {
    Backend backend = Backends.currentOrNoOp();
    if (!backend.reason().isEmpty()) {
      return backend.reason();
    }
    return Activity.lastError().isEmpty() ? inMemory(backend, "") : Activity.lastError();
  }

  /** Returns why the probes of a module are in memory only, or an empty text when they are not. */
  public static String inMemory(Backend backend, String module) {
    return Images.list(backend, InMemory::new).stream()
        .filter(image -> module.isEmpty() || module.equals(image.module()))
        .filter(image -> !image.reason().isEmpty())
        .map(InMemory::sentence)
        .findFirst()
        .orElse("");
  }

  private record InMemory(String path, String module, String reason, int slots, int slotsUsed) {
    String sentence() {
      return "only in memory, at %s: %s; set usdt4j.dir to a directory of this user's that is writable and not mounted noexec, or tell tracers that path"
          .formatted(path, reason);
    }
  }
}
