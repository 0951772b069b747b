package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.terminal.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which of the processes that come and go are followed, and says once of a user that those
 * of this user are not.
 */
final class Admission {
  /** A user may have as many names as they like. */
  private static final int MOST_SAID = 20;

  private final Selection selection;
  private final Messages messages;

  /** Users whose processes are not followed, and who have been named. */
  private final Set<Long> refused = new HashSet<>();

  /** Users of whose processes it was said that they are too long to be read. */
  private final Set<Long> tooLong = new HashSet<>();

  private final Set<String> said = new HashSet<>();

  Admission(Selection selection, Messages messages) {
    this.selection = selection;
    this.messages = messages;
  }

  /** Returns whether it may be useful to read the processes of this user. */
  boolean mayBe(User user) {
    return !selection.pids().isEmpty()
        || !selection.owners().isAsked()
        || selection.owners().include(user);
  }

  /**
   * Decides whose processes a name means, where that was not said; false when it has to be said. A
   * user who starts a process of that name while snoop waits for one does not end it.
   */
  boolean decide(List<TracedProcess> found) {
    try {
      selection.owners().decide(found.stream().filter(selection::isNamed).toList());
      return true;
    } catch (SnoopException e) {
      sayOnce(e.getMessage());
      return false;
    }
  }

  /** Returns whether the user named this process by its id, and means its owner. */
  boolean isById(TracedProcess process) {
    return selection.pids().contains(process.pid())
        && (!selection.owners().isAsked() || selection.owners().include(process.user()));
  }

  /**
   * Returns whether a process has probes, is meant by its name or because all are, and belongs to a
   * user that is meant.
   */
  boolean isByName(TracedProcess process) {
    if (process.images().isEmpty() || !selection.isNamed(process)) {
      return false;
    }
    Owners owners = selection.owners();
    owners.decide(List.of(process));
    boolean isOfOwner = owners.include(process.user());
    if (!isOfOwner
        && !owners.isAsked()
        && refused.size() < MOST_SAID
        && refused.add(process.user().uid())) {
      messages.say(
          "%s is of another user and not followed; --user %s or --all-users does"
              .formatted(process.title(), process.user().name()));
    }
    return isOfOwner;
  }

  /** Says that processes of a user are looked at later than others. */
  void sayLate(User user) {
    sayOnce(
        "some processes of %s are looked at late: the others take too long to read, or too much room"
            .formatted(user.name()));
  }

  /** Says of the first process of a user that it is left out, since it is too long to be read. */
  void sayTooLong(long pid, User user) {
    if (said.size() < MOST_SAID && tooLong.add(user.uid())) {
      sayOnce(
          "process %d of %s is left out: it takes too long to read while events wait"
              .formatted(pid, user.name()));
    }
  }

  private void sayOnce(String text) {
    if (said.size() < MOST_SAID && said.add(text)) {
      messages.say(text);
    }
  }
}
