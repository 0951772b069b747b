package io.github.usdt4j;

import java.util.Objects;

/**
 * Declares an argument of a probe by name and type. The name is for people: a tracer's note of a
 * probe holds none, so {@code snoop --list -v} and generated scripts show it.
 *
 * @param name 1 to 127 characters: ASCII letters, digits, {@code _ . $ -}, the first one a letter
 *     or {@code _}
 */
public record Arg(String name, ArgType type) {
  /** Checks both; a name that is not valid is an {@link IllegalArgumentException}. */
  public Arg {
    Names.require("argument", name);
    Objects.requireNonNull(type, () -> "the type of argument " + name + " is null");
  }
}
