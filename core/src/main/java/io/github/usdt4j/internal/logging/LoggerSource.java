package io.github.usdt4j.internal.logging;

import java.util.Collection;
import java.util.stream.Stream;

/** Tells the loggers of a context. Both methods may be called by any thread. */
public interface LoggerSource {
  /**
   * Returns a number that changes whenever the set of names changes, also when as many have gone as
   * have come. The call is cheap, since it is made four times a second.
   */
  long stamp();

  /**
   * Returns a stamp of names, for frameworks that drop loggers which nobody holds: their count may
   * stay while the names change.
   */
  static long stamp(Stream<String> names) {
    return names.mapToLong(name -> mix(name.hashCode())).sum();
  }

  /**
   * Mixes the bits of a hash: names in a series have hashes in a series, so that without this, 1
   * and 4 add up to what 2 and 3 do.
   */
  private static long mix(int hash) {
    long mixed = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
  }

  /** Returns the names of all loggers. */
  Collection<String> names();
}
