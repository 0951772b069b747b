package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.proc.Proc;
import java.util.List;
import java.util.OptionalLong;

/**
 * A process with images.
 *
 * @param startTicks when it started, in clock ticks since boot
 * @param execution which program it runs: another number after exec
 * @param user whom it belongs to
 * @param name for people: the main class or jar, else the command
 * @param command its command line, words separated by blanks
 * @param leftOut what looks like an image in it and does not count, each with the reason
 */
public record TracedProcess(
    long pid,
    long startTicks,
    long execution,
    User user,
    String name,
    String command,
    List<Image> images,
    List<String> leftOut) {

  /** Returns how many record probes its images have. */
  int recordCount() {
    return images.stream().mapToInt(image -> image.records().size()).sum();
  }

  /** What has become of a process since it was found. */
  public enum Change {
    /** It is the same. */
    NONE,
    /** It has ended; its id may belong to another one. */
    ENDED,
    /** It runs another program. */
    PROGRAM,
    /** It has changed its user. */
    USER
  }

  /** Returns what has become of it. */
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

  /** Returns whether it is gone, whoever may have its id now. */
  public boolean hasEnded() {
    return !Proc.startTicks(pid).equals(OptionalLong.of(startTicks));
  }

  /** Returns whether its id belongs to a process that has started after its end. */
  public boolean isPidOfAnother() {
    OptionalLong current = Proc.startTicks(pid);
    return current.isPresent() && current.getAsLong() != startTicks;
  }

  /** Returns whether both are one process, whatever it ran and whoever's it was at the time. */
  public boolean isSameProcess(TracedProcess other) {
    return pid == other.pid && startTicks == other.startTicks;
  }

  /** Returns its id, its name and its user, for people. */
  public String title() {
    return "%d %s (%s)".formatted(pid, name, user.name());
  }
}
