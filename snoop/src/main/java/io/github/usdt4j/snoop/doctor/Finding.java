package io.github.usdt4j.snoop.doctor;

/**
 * One line of a diagnosis. Its text may quote what a process has chosen: who shows it escapes it.
 *
 * @param what was looked at, in a word or two
 * @param text what it is like and, unless all is well, what to do
 */
public record Finding(Verdict verdict, String what, String text) {
  /** What a finding means. */
  public enum Verdict {
    /** It is well. */
    OK,
    /** It is worth knowing; nothing is missing. */
    NOTE,
    /** Something is missing. */
    FAIL
  }

  static Finding ok(String what, String text) {
    return new Finding(Verdict.OK, what, text);
  }

  static Finding note(String what, String text) {
    return new Finding(Verdict.NOTE, what, text);
  }

  static Finding fail(String what, String text) {
    return new Finding(Verdict.FAIL, what, text);
  }

  /** Returns whether something is missing. */
  public boolean isFailure() {
    return verdict == Verdict.FAIL;
  }
}
