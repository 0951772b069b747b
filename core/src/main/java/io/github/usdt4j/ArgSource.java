package io.github.usdt4j;

/** Writes the arguments of one fire; usdt4j calls it only while a tracer is attached. */
@FunctionalInterface
public interface ArgSource {
  void writeTo(ArgWriter arguments);
}
