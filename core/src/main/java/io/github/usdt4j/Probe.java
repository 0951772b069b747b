package io.github.usdt4j;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A probe is one named point that a tracer can attach to, with up to {@value #MAX_ARGS} arguments
 * of fixed types. {@link Provider#addProbe} makes it, and it is live while it is listed in an
 * enabled provider. All methods may be called from any thread; firing a probe that is not live does
 * nothing.
 *
 * <p>Integers are passed as {@code long} whatever their declared width, which decides how much of
 * the word a tracer reads; booleans as 0 or 1; {@code float} and {@code double} as their raw bits.
 * Strings longer than {@value #MAX_STRING_BYTES} bytes in UTF-8 are cut on a character boundary; an
 * embedded U+0000 becomes U+FFFD and a lone surrogate {@code ?}; null is the address 0. A string is
 * in memory only while its fire lasts. Linux tracers read at most the first 12 arguments, some only
 * 6.
 *
 * <p>{@code fire} has a form for every mix of up to four integers and strings, and for up to six
 * integers; {@link #fire(ArgSource)} takes what these do not, and floating point.
 *
 * <p>Firing with another number or other kinds of arguments than declared is an {@link
 * IllegalArgumentException}, attached or not; what an {@link ArgSource} writes is known only while
 * a tracer is attached.
 */
public final class Probe extends FireShapes {
  /** Limits the number of arguments that a probe may declare. */
  public static final int MAX_ARGS = 32;

  /** Limits the strings that arrive whole, in bytes of UTF-8. */
  public static final int MAX_STRING_BYTES = 4096;

  private static final int[] LIMITS = new int[MAX_ARGS];

  static {
    Arrays.fill(LIMITS, MAX_STRING_BYTES);
  }

  private final Provider provider;
  private final String function;
  private final String name;
  private final List<ArgType> types;
  private final List<String> argNames;
  private final int strings;

  Probe(
      Provider provider,
      Backend backend,
      ProbeHandle handle,
      String function,
      String name,
      List<ArgType> types,
      List<String> argNames) {
    super(backend, handle, types.size(), stringMask(types));
    this.provider = provider;
    this.function = function;
    this.name = name;
    this.types = types;
    this.argNames = argNames;
    this.strings = stringMask(types);
  }

  private static int stringMask(List<ArgType> types) {
    int mask = 0;
    for (int i = 0; i < types.size(); i++) {
      mask |= types.get(i) == ArgType.STRING ? 1 << i : 0;
    }
    return mask;
  }

  /**
   * Returns the provider that made this probe, also after the probe was removed or the provider
   * closed.
   */
  public Provider provider() {
    return provider;
  }

  /** Returns the function, which tracers with four-part names show in the third place. */
  public String function() {
    return function;
  }

  /** Returns the probe's name, the second part of a tracer's {@code provider:probe}. */
  public String name() {
    return name;
  }

  /** Returns the declared argument types, in order; the list cannot be changed. */
  public List<ArgType> types() {
    return types;
  }

  /**
   * Returns the arguments' names, in order; the list cannot be changed, and is empty where the
   * probe was added without names.
   */
  public List<String> argNames() {
    return argNames;
  }

  /**
   * Returns whether a tracer is attached now; this is one read of memory that the kernel writes.
   */
  public boolean isEnabled() {
    return handle.isEnabled();
  }

  /**
   * Fires with any number of arguments, which are computed only while a tracer is attached, on the
   * calling thread. What the source throws goes to the caller, and nothing is fired.
   *
   * @throws IllegalArgumentException the source writes too few arguments, too many or other kinds
   */
  public void fire(ArgSource arguments) {
    Objects.requireNonNull(arguments, "arguments");
    if (handle.isEnabled()) {
      ArgWriter writer = new ArgWriter(this);
      arguments.writeTo(writer);
      writer.requireComplete();
      fire(handle.site().address(), writer);
    }
  }

  /**
   * Fires with one string, which is made only while a tracer is attached. What the supplier throws
   * goes to the caller, and nothing is fired.
   *
   * @throws IllegalArgumentException this probe does not take one string
   */
  public void fireLazily(Supplier<String> text) {
    Objects.requireNonNull(text, "text");
    requireShape(1, 1);
    if (isEnabled()) {
      fire(text.get());
    }
  }

  /**
   * Returns the name as tracers of four-part names show it: {@code provider:module:function:name}.
   */
  @Override
  public String toString() {
    return provider + ":" + function + ":" + name;
  }

  private void fire(long address, ArgWriter writer) {
    // It may have ended since it was asked whether it is enabled.
    if (address != 0) {
      int cut =
          backend.fireArray(
              address,
              types.size(),
              strings,
              LIMITS,
              writer.words(),
              strings == 0 ? null : writer.texts());
      Activity.fired(Integer.bitCount(cut));
    }
  }

  @Override
  void refuse(int argc, int kinds) {
    StringBuilder given = new StringBuilder();
    for (int i = 0; i < argc; i++) {
      given.append(i == 0 ? "" : ", ").append((kinds >>> i & 1) == 0 ? "integer" : "string");
    }
    throw new IllegalArgumentException(
        "probe " + this + " takes " + types + ", fired with (" + given + ")");
  }
}
