package io.github.usdt4j.internal.logging;

import java.util.Collection;

/** Tells the loggers of a context. Both methods may be called by any thread. */
public interface LoggerSource {
  /**
   * Returns a number that changes whenever the set of names changes, also when as many have gone as
   * have come. The call is cheap, since it is made four times a second.
   */
  long stamp();

  /** Returns the names of all loggers. */
  Collection<String> names();
}
