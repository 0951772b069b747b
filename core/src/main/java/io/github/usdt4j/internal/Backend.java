package io.github.usdt4j.internal;

import io.github.usdt4j.internal.attachment.ProbeSite;
import java.util.Locale;

/**
 * Holds probes: in native memory that tracers look at, nowhere at all, or in a recording for tests.
 *
 * <p>All methods may be called from any thread. The {@code fire} methods take the address of a
 * {@link ProbeSite} that was live when it was read; a site that has ended since is executed
 * harmlessly. They do not test is-enabled. They never throw.
 */
public interface Backend {
  /** Names the kinds of backend. */
  enum Kind {
    NATIVE,
    NO_OP,
    RECORDING;

    /** Returns what the status calls this kind, such as {@code no-op}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Kind kind();

  /**
   * Returns why this is not the native backend: what was tried and what to do; it is empty for the
   * native one.
   */
  String reason();

  /**
   * Makes a registration without probes, which is not enabled. The caller has checked the names.
   */
  Registration open(String provider, String module) throws ProbeException;

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
   * Executes a site with up to 32 arguments: argument i is {@code texts[i]}, cut at {@code
   * limits[i]} bytes, when bit i of {@code strings} is set, else {@code words[i]}. {@code texts}
   * may be null when {@code strings} is 0.
   *
   * @return a word whose bit i is set when argument i was cut
   */
  int fireArray(long site, int argc, int strings, int[] limits, long[] words, String[] texts);

  /**
   * Returns room for the arguments of one log event, to be closed soon by the thread that asked.
   *
   * @param maxMessageBytes where the message is cut
   */
  EventArguments event(int maxMessageBytes);

  /**
   * Returns the address of a text that stays valid for the life of the process; the same text gives
   * the same address.
   */
  long text(String text);
}
