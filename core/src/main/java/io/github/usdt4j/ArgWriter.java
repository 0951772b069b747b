package io.github.usdt4j;

/**
 * Takes a probe's arguments one by one, in the declared order. An {@link ArgSource} gets it while a
 * tracer is attached, uses it for one fire on one thread, and must not keep it.
 *
 * <p>A value that does not fit the declared type is an {@link IllegalArgumentException} that names
 * the probe and the argument.
 */
public final class ArgWriter {
  private final Probe probe;
  private final long[] words;
  private final String[] texts;
  private int count;

  ArgWriter(Probe probe) {
    this.probe = probe;
    this.words = new long[probe.types().size()];
    this.texts = new String[words.length];
  }

  /** Adds an integer of any width, or a boolean as 0 or 1; it is cut to the declared size. */
  public ArgWriter add(long value) {
    ArgType type = next("an integer");
    if (type == ArgType.STRING || type == ArgType.FLOAT || type == ArgType.DOUBLE) {
      throw mismatch(type, "an integer");
    }
    words[count++] = value;
    return this;
  }

  /** Adds a boolean. */
  public ArgWriter add(boolean value) {
    if (next("a boolean") != ArgType.BOOL) {
      throw mismatch(probe.types().get(count), "a boolean");
    }
    words[count++] = value ? 1 : 0;
    return this;
  }

  /** Adds a floating-point number; it travels as its bits, since no tracer reads floating point. */
  public ArgWriter add(double value) {
    ArgType type = next("a floating-point number");
    if (type == ArgType.FLOAT) {
      words[count++] = Float.floatToRawIntBits((float) value);
    } else if (type == ArgType.DOUBLE) {
      words[count++] = Double.doubleToRawLongBits(value);
    } else {
      throw mismatch(type, "a floating-point number");
    }
    return this;
  }

  /** Adds a text; null travels as the address 0. */
  public ArgWriter add(String value) {
    if (next("a string") != ArgType.STRING) {
      throw mismatch(probe.types().get(count), "a string");
    }
    texts[count++] = value;
    return this;
  }

  long[] words() {
    return words;
  }

  String[] texts() {
    return texts;
  }

  void requireComplete() {
    if (count != words.length) {
      throw new IllegalArgumentException(
          probe + " takes " + words.length + " arguments, " + count + " were given");
    }
  }

  private ArgType next(String given) {
    if (count == words.length) {
      throw new IllegalArgumentException(
          probe + " takes " + words.length + " arguments, " + given + " is one too many");
    }
    return probe.types().get(count);
  }

  private IllegalArgumentException mismatch(ArgType type, String given) {
    return new IllegalArgumentException(
        "argument " + count + " of " + probe + " is " + type + ", not " + given);
  }
}
