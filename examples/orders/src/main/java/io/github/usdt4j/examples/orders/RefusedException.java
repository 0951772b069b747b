package io.github.usdt4j.examples.orders;

/** An order that is not accepted, for a reason that the customer is told. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedException(String reason) {
    super(reason);
  }
}
