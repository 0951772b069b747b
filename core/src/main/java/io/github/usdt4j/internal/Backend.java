package io.github.usdt4j.internal;

import io.github.usdt4j.UsdtException;

/**
 * What probes live in: native memory that tracers look at, nothing at all, or a recording for
 * tests.
 *
 * <p>All methods may be called from any thread. The {@code fire} methods take the address of a
 * {@link Site} that was live when it was read; a site that has ended since is executed harmlessly.
 * They do not test is-enabled. They never throw.
 */
public interface Backend {
  /** The kinds of backend. */
  enum Kind {
    NATIVE,
    NO_OP,
    RECORDING
  }

  Kind kind();

  /**
   * Why this is not the native backend: what was tried and what to do; empty for the native one.
   */
  String reason();

  /** A new registration without probes, not enabled. Names are valid already. */
  Registration open(String provider, String module) throws UsdtException;

  /** Executes a site with up to six integer words. */
  void fire6(long site, long a0, long a1, long a2, long a3, long a4, long a5);

  /**
   * Executes a site with {@code argc <= 4} arguments: argument i is {@code s_i} when bit i of
   * {@code strings} is set, else {@code l_i}.
   *
   * @return how many strings were cut at {@code maxBytes}
   */
  int fireMixed(
      long site,
      int argc,
      int strings,
      int maxBytes,
      long l0,
      long l1,
      long l2,
      long l3,
      String s0,
      String s1,
      String s2,
      String s3);

  /**
   * Executes a site with up to 32 arguments, as {@link #fireMixed}; {@code texts} may be null when
   * {@code strings} is 0.
   *
   * @return how many strings were cut at {@code maxBytes}
   */
  int fireArray(long site, int argc, int strings, int maxBytes, long[] words, String[] texts);

  /**
   * Executes a site with the twelve arguments of a log event; null strings travel as empty ones.
   *
   * @param logger what {@link #text} gave for the logger's name
   * @param thread what it gave for the thread's, or 0: then {@code threadName} travels
   * @return bit i is set when argument i was cut
   */
  int fireEvent(
      long site,
      int level,
      long logger,
      String message,
      int maxMessageBytes,
      String arg3,
      String arg4,
      String arg5,
      long thread,
      String threadName,
      String throwable,
      String arg8,
      String arg9,
      String arg10,
      String arg11);

  /**
   * The address of a text that stays valid for the life of the process; the same text gives the
   * same address.
   */
  long text(String text);
}
