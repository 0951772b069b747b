package io.github.usdt4j.snoop;

import java.io.Serial;
import java.util.List;
import picocli.CommandLine.ExitCode;

/** What ends snoop with a message for the person who typed the command. */
public final class SnoopException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> details;
  private final int status;

  public SnoopException(String message) {
    this(message, null);
  }

  public SnoopException(String message, Throwable cause) {
    this(message, cause, List.of(), ExitCode.SOFTWARE);
  }

  private SnoopException(String message, Throwable cause, List<String> details, int status) {
    super(message, cause);
    this.details = details;
    this.status = status;
  }

  /** The command was wrong, or leaves something open. */
  static SnoopException usage(String message) {
    return usage(message, List.of());
  }

  /** The command leaves something open; details are lines of their own. */
  static SnoopException usage(String message, List<String> details) {
    return new SnoopException(message, null, details, ExitCode.USAGE);
  }

  /** Lines after the message. */
  List<String> details() {
    return details;
  }

  /** What snoop ends with. */
  int status() {
    return status;
  }
}
