package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.ProbeException;
import io.github.usdt4j.internal.logging.LogProbes;
import java.time.Duration;
import java.util.List;

/**
 * Lets a bridge that an agent has brought come and go: whether probes can be had is known before it
 * touches the application, and its threads have ended when it says that it has left.
 */
public final class Departure {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Departure() {}

  /** Returns why this process can have no probes, in a sentence, or an empty text. */
  public static String obstacle() {
    try {
      Backend backend = Backends.current();
      return backend.kind() == Backend.Kind.NO_OP ? "no USDT probes: " + backend.reason() : "";
    } catch (ProbeException e) {
      return e.getMessage();
    }
  }

  /**
   * Waits for the end of the threads of this class loader's bridge; its appenders have stopped.
   *
   * @return what is left, in sentences
   */
  public static List<String> complete() {
    return LogProbes.endThread(LONGEST)
        ? List.of()
        : List.of("the thread that meets new loggers has not ended");
  }
}
