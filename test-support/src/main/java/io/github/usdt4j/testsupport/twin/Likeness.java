package io.github.usdt4j.testsupport.twin;

/** Says how much the events of twins have in common, by what the program does. */
public enum Likeness {
  /** One event follows the other: the sequence is the same. */
  SEQUENCE,

  /** Threads race with each other: the sequence of each thread, by its name, is the same. */
  SEQUENCE_OF_THREADS,

  /** Work moves between threads: the events are the same, however they are ordered. */
  EVENTS,

  /**
   * Background threads log as often as time allows: the same kinds of events are there. A kind is a
   * level, a logger, the beginning of the message without what has digits in it, the keys of the
   * context, the markers, and the class of the throwable.
   */
  KINDS
}
