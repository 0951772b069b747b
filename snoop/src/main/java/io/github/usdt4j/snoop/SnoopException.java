package io.github.usdt4j.snoop;

import java.io.Serial;
import java.util.List;

/** Ends snoop with a message for the person who typed the command. */
public final class SnoopException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> details;
  private final boolean isUsage;

  /** Says that something could not be done. */
  public SnoopException(String message) {
    this(message, null);
  }

  /** Says that something could not be done, and keeps what failed. */
  public SnoopException(String message, Throwable cause) {
    this(message, cause, List.of(), false);
  }

  private SnoopException(String message, Throwable cause, List<String> details, boolean isUsage) {
    super(message, cause);
    this.details = details;
    this.isUsage = isUsage;
  }

  /** Says that the command was wrong, or leaves something open. */
  public static SnoopException usage(String message) {
    return usage(message, List.of());
  }

  /** Says that the command leaves something open; details are lines of their own. */
  public static SnoopException usage(String message, List<String> details) {
    return new SnoopException(message, null, details, true);
  }

  /** Returns the lines that follow the message. */
  public List<String> details() {
    return details;
  }

  /** Returns whether another command is needed: this one was wrong, or left something open. */
  public boolean isUsage() {
    return isUsage;
  }
}
