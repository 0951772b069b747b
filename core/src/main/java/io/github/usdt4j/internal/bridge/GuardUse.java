package io.github.usdt4j.internal.bridge;

/**
 * Tells what code does with the answer of a guard.
 *
 * @param highest the highest level, of {@link io.github.usdt4j.internal.attachment.Levels}, that is
 *     logged after one of the two answers alone; 0 for none
 * @param isReturned whether the method itself returns the answer
 */
record GuardUse(int highest, boolean isReturned) {
  /** What nothing is known of. */
  static final GuardUse UNKNOWN = new GuardUse(0, false);
}
