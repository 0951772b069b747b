package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.proc.Proc;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Describes a process with images.
 *
 * @param startTicks when it started, in clock ticks since boot
 * @param execution which program it runs: another number after exec
 * @param user whom it belongs to
 * @param name for people: the main class or jar, else the command, as it is shown
 * @param names those of the names asked for that stand in its command line, whose words are joined
 *     by blanks
 * @param leftOut what looks like an image in it and does not count, each with the reason
 */
public record TracedProcess(
    long pid,
    long startTicks,
    long execution,
    User user,
    String name,
    Set<String> names,
    List<Image> images,
    List<String> leftOut) {

  /** Returns how many record probes its images have. */
  int recordCount() {
    return images.stream().mapToInt(image -> image.records().size()).sum();
  }

  /** Returns how many signs of the process's choice are kept of it, besides its record probes. */
  int signCount() {
    return name.length()
        + images.stream().mapToInt(image -> image.path().length()).sum()
        + leftOut.stream().mapToInt(String::length).sum();
  }

  /** Returns whether its command line has one of the names that were asked for. */
  public boolean has(String asked) {
    return names.contains(asked);
  }

  /** Says what has become of a process since it was found. */
  public enum Change {
    /** The process is the same. */
    NONE,
    /** The process has ended; its id may belong to another one. */
    ENDED,
    /** The process runs another program. */
    PROGRAM,
    /** The process has changed its user. */
    USER
  }

  /** Returns what has become of the process. */
  public Change change() {
    if (hasEnded()) {
      return Change.ENDED;
    }
    OptionalLong uid = Proc.userId(pid);
    long current = Execution.of(pid);
    if (hasEnded()) {
      // What was read between the two questions may be of another process.
      return Change.ENDED;
    }
    if (uid.isPresent() && uid.getAsLong() != user.uid()) {
      return Change.USER;
    }
    // A process that is ending has no memory any more.
    return current == execution || current == Execution.UNKNOWN ? Change.NONE : Change.PROGRAM;
  }

  /** Returns whether the process is gone, whatever process may have its id now. */
  public boolean hasEnded() {
    return !Proc.startTicks(pid).equals(OptionalLong.of(startTicks));
  }

  /** Returns whether the process's id belongs to one that has started after its end. */
  public boolean isPidOfAnother() {
    OptionalLong current = Proc.startTicks(pid);
    return current.isPresent() && current.getAsLong() != startTicks;
  }

  /** Returns whether both are one process, whatever it ran and whoever owned it at the time. */
  public boolean isSameProcess(TracedProcess other) {
    return pid == other.pid && startTicks == other.startTicks;
  }

  /** Returns the process's id, name and user, for people. */
  public String title() {
    return "%d %s (%s)".formatted(pid, name, user.name());
  }
}
