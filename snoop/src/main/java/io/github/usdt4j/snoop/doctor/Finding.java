package io.github.usdt4j.snoop.doctor;

/**
 * Holds one line of a diagnosis. Its text may quote what a process has chosen, so whoever shows it
 * must escape it.
 *
 * @param what was looked at, in a word or two
 * @param text what it is like and, unless all is well, what to do
 */
public record Finding(Verdict verdict, String what, String text) {
  /** Says what a finding means. */
  public enum Verdict {
    /** All is well. */
    OK,
    /** The finding is worth knowing; nothing is missing. */
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
