package io.github.usdt4j.snoop.proc;

import java.io.IOException;
import java.io.Serial;

/** Says why a file of a process is left out; the message ends a sentence about that file. */
public final class LeftOutException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Leaves a file out for a reason, such as {@code "is no regular file"}. */
  public LeftOutException(String message) {
    super(message);
  }

  /** Returns the end of a sentence about a file that was not read. */
  public static String reason(IOException problem) {
    return problem instanceof LeftOutException
        ? problem.getMessage()
        : "cannot be read: " + problem.getMessage();
  }
}
