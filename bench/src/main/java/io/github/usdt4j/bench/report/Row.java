package io.github.usdt4j.bench.report;

import io.github.usdt4j.bench.report.Target.Verdict;

/**
 * Holds one line of the table.
 *
 * @param ours this project's figure, or null when the row did not run
 * @param peer what it is compared with, or why that cannot be; empty for nothing
 * @param theirs the peer's figure, or null
 * @param result what is judged: a ratio, a difference, or {@code ours} itself; null when not run
 */
public record Row(
    String what, Figure ours, String peer, Figure theirs, Figure result, Target target) {

  public static Row ratio(String what, Figure ours, String peer, Figure theirs, Target target) {
    return new Row(what, ours, peer, theirs, ours.dividedBy(theirs), target);
  }

  /** Makes a row that gives the peer's cost in units of ours. */
  public static Row peerRatio(String what, Figure ours, String peer, Figure theirs, Target target) {
    return new Row(what, ours, peer, theirs, theirs.dividedBy(ours), target);
  }

  public static Row difference(
      String what, Figure ours, String peer, Figure theirs, Target target) {
    return new Row(what, ours, peer, theirs, ours.minus(theirs), target);
  }

  public static Row alone(String what, Figure ours, Target target) {
    return new Row(what, ours, "", null, ours, target);
  }

  public static Row notRun(String what, String reason, Target target) {
    return new Row(what, null, reason, null, null, target);
  }

  Verdict verdict() {
    return result == null ? Verdict.NOT_RUN : target.judge(result);
  }
}
