package io.github.usdt4j.logging;

import java.util.Collection;

/** The loggers of a context. Both methods are called by any thread. */
public interface LoggerSource {
  /** How many there are; a cheap call that is made four times a second. */
  int size();

  /** The names of all. */
  Collection<String> names();
}
