package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.Failures;
import java.util.Arrays;

/**
 * Stands for an argument of a message whose {@code toString()} may throw: then it has another text,
 * and the failure is reported as all are.
 */
public final class SafeArgument {
  private final Object argument;
  private final Failures failures;

  private SafeArgument(Object argument, Failures failures) {
    this.argument = argument;
    this.failures = failures;
  }

  /** Replaces arguments but those that cannot fail, and those that frameworks treat differently. */
  public static Object[] all(Object[] arguments, Failures failures) {
    return Arrays.stream(arguments)
        .map(argument -> isAsItIs(argument) ? argument : new SafeArgument(argument, failures))
        .toArray();
  }

  private static boolean isAsItIs(Object argument) {
    return argument == null
        || argument instanceof String
        || argument instanceof Throwable
        || argument.getClass().isArray();
  }

  @Override
  public String toString() {
    try {
      return argument.toString();
    } catch (Throwable e) {
      failures.report("an argument of " + argument.getClass().getName() + " has no text", e);
      return "[FAILED toString()]";
    }
  }
}
