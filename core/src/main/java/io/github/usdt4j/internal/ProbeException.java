package io.github.usdt4j.internal;

/**
 * Says inside this library that a probe could not be made or made live; the message names the
 * probe, the cause and the next step. The API throws {@code UsdtException} of it.
 */
public final class ProbeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message for the user. */
  public ProbeException(String message) {
    super(message);
  }
}
