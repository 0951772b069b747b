package io.github.usdt4j.internal.logging;

import java.util.Collection;

/** The loggers of a context. Both methods are called by any thread. */
public interface LoggerSource {
  /**
   * A number that is another one whenever there are other names, also when as many have gone as
   * have come; a cheap call that is made four times a second.
   */
  long stamp();

  /** The names of all. */
  Collection<String> names();
}
