package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.Failures;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Stands for an argument of a message whose {@code toString()} may throw: then it has another text.
 * That tells of the failure, which is counted and not reported: without a tracer nobody would hear
 * of it.
 */
public final class SafeArgument {
  private final Object argument;
  private final Failures failures;

  private SafeArgument(Object argument, Failures failures) {
    this.argument = argument;
    this.failures = failures;
  }

  /**
   * Replaces arguments but those that cannot fail, and those that frameworks treat differently; of
   * an array, what is in it.
   */
  public static Object[] all(Object[] arguments, Failures failures) {
    return copy(arguments, failures, new IdentityHashMap<>());
  }

  /** Copies an array that may contain itself: then its copy contains its copy. */
  private static Object[] copy(Object[] array, Failures failures, Map<Object[], Object[]> copies) {
    Object[] copy = new Object[array.length];
    copies.put(array, copy);
    for (int i = 0; i < array.length; i++) {
      Object each = array[i];
      if (each instanceof Object[] nested) {
        Object[] known = copies.get(nested);
        copy[i] = known == null ? copy(nested, failures, copies) : known;
      } else {
        copy[i] = isAsItIs(each) ? each : new SafeArgument(each, failures);
      }
    }
    return copy;
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
      failures.add();
      return "[FAILED toString()]";
    }
  }
}
