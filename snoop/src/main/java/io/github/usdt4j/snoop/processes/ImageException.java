package io.github.usdt4j.snoop.processes;

import java.io.IOException;
import java.io.Serial;

/** Why a file that has the mark of an image is left out; the message ends a sentence about it. */
public final class ImageException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public ImageException(String message) {
    super(message);
  }

  /** The end of a sentence about a file that was not read. */
  public static String reason(IOException problem) {
    return problem instanceof ImageException
        ? problem.getMessage()
        : "cannot be read: " + problem.getMessage();
  }
}
