package io.github.usdt4j;

/**
 * Says that a probe could not be made or made live; the message names the probe, the cause and the
 * next step.
 */
public final class UsdtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsdtException(String message) {
    super(message);
  }

  public UsdtException(String message, Throwable cause) {
    super(message, cause);
  }
}
