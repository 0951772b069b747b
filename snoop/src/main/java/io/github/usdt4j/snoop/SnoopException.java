package io.github.usdt4j.snoop;

import java.io.Serial;

/** What ends snoop with a message for the person who typed the command. */
public final class SnoopException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public SnoopException(String message) {
    super(message);
  }

  public SnoopException(String message, Throwable cause) {
    super(message, cause);
  }
}
