package io.github.usdt4j.test;

import io.github.usdt4j.ArgType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds one execution of a probe, with its arguments as a tracer would have read them: integers cut
 * to their declared size and sign, texts cut at their limit.
 *
 * @param provider the first part of a tracer's {@code provider:probe}
 * @param probe the second part of {@code provider:probe}
 * @param types the declared types, one for each argument
 * @param arguments a {@code Long} or a {@code String} for each argument, in the declared order;
 *     null for a null string
 */
public record Fired(String provider, String probe, List<ArgType> types, List<Object> arguments) {
  /** Returns the text of an argument that is declared as a string; may be null. */
  public String text(int index) {
    return (String) argument(index, "a string", ArgType.STRING);
  }

  /** Returns an argument that is declared as an integer of any width. */
  public long integer(int index) {
    return (Long)
        argument(
            index,
            "an integer",
            ArgType.INT8,
            ArgType.INT16,
            ArgType.INT32,
            ArgType.INT64,
            ArgType.UINT8,
            ArgType.UINT16,
            ArgType.UINT32,
            ArgType.UINT64);
  }

  /** Returns an argument that is declared as a boolean. */
  public boolean bool(int index) {
    return (Long) argument(index, "a boolean", ArgType.BOOL) != 0;
  }

  /**
   * Returns an argument that is declared as a floating-point number, made from the bits that the
   * probe got.
   */
  public double decimal(int index) {
    long bits = (Long) argument(index, "a floating-point number", ArgType.FLOAT, ArgType.DOUBLE);
    return types.get(index) == ArgType.FLOAT
        ? Float.intBitsToFloat((int) bits)
        : Double.longBitsToDouble(bits);
  }

  private Object argument(int index, String wanted, ArgType... kinds) {
    if (index < 0 || index >= arguments.size()) {
      throw new IllegalArgumentException(
          "%s:%s has %d arguments, argument %d was asked for"
              .formatted(provider, probe, arguments.size(), index));
    }
    if (!List.of(kinds).contains(types.get(index))) {
      throw new IllegalArgumentException(
          "argument %d of %s:%s is %s, not %s"
              .formatted(index, provider, probe, types.get(index), wanted));
    }
    return arguments.get(index);
  }

  /** Returns what an assertion shows: {@code provider:probe(argument, ...)}. */
  @Override
  public String toString() {
    return arguments.stream()
        .map(argument -> argument instanceof String text ? '"' + text + '"' : "" + argument)
        .collect(Collectors.joining(", ", provider + ":" + probe + "(", ")"));
  }
}
