package io.github.usdt4j.internal;

/**
 * Takes the arguments of one log event on their way to a tracer. The thread that got this from
 * {@link Backend#event} puts each {@link EventArgument} once, fires at one or more sites, and
 * closes; no method throws.
 */
public interface EventArguments extends AutoCloseable {
  /** Puts a text, which is cut at the argument's limit; null is an empty one. */
  void text(EventArgument argument, String text);

  /** Puts what {@link Backend#text} gave for a text. */
  void interned(EventArgument argument, long address);

  /** Puts an integer. */
  void word(EventArgument argument, int word);

  /**
   * Executes a site.
   *
   * @return bit i is set when argument i was cut
   */
  int fire(long site);

  /** Gives the memory of the texts back. */
  @Override
  void close();
}
