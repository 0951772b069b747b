package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.processes.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whose processes a name means. Each user of the machine can start a process with any name
 * and arguments, so a name that fits processes of several users means none of them until the person
 * who runs snoop has said whose.
 */
public final class Owners {
  /** How many processes of each user are shown where the person has to choose. */
  private static final int SHOWN_EACH = 5;

  private static final int SHOWN_USERS = 20;

  private final boolean isAll;
  private final boolean isAsked;
  private final Set<Long> uids = new HashSet<>();

  private Owners(boolean isAll, boolean isAsked) {
    this.isAll = isAll;
    this.isAsked = isAsked;
  }

  /**
   * Returns what was asked for: these users, all users, or else the only one who turns out to have
   * such processes.
   */
  public static Owners of(Collection<String> names, boolean isAll) {
    if (isAll && !names.isEmpty()) {
      throw SnoopException.usage("--user and --all-users exclude each other");
    }
    Owners owners = new Owners(isAll, !names.isEmpty());
    Users users = Users.ofMachine();
    for (String name : names) {
      User user =
          users
              .find(name)
              .orElseThrow(
                  () ->
                      SnoopException.usage(
                          "--user: no user '%s' in /etc/passwd; the number of a user does too"
                              .formatted(name)));
      owners.uids.add(user.uid());
    }
    return owners;
  }

  /** Returns whether processes of this user are meant; before it is decided, they may be. */
  boolean include(User user) {
    return isAll || uids.contains(user.uid()) || isOpen();
  }

  /** Returns whether users were named. */
  boolean isAsked() {
    return isAsked;
  }

  /** Returns whether processes of several users may be meant. */
  public boolean areSeveral() {
    return isAll || uids.size() > 1;
  }

  private boolean isOpen() {
    return !isAll && uids.isEmpty();
  }

  /**
   * Decides for the only user who has some of these processes, where the person has not said whose
   * are meant; fails when there are several users.
   */
  void decide(List<TracedProcess> processes) {
    if (!isOpen()) {
      return;
    }
    TreeMap<Long, List<TracedProcess>> byUser =
        processes.stream()
            .collect(
                Collectors.groupingBy(
                    process -> process.user().uid(), TreeMap::new, Collectors.toList()));
    if (byUser.size() > 1) {
      throw SnoopException.usage(
          "processes of several users are meant, and each user can choose the names of their"
              + " own: say whose with --user NAME, or --all-users",
          choice(byUser.values()));
    }
    uids.addAll(byUser.keySet());
  }

  private static List<String> choice(Collection<List<TracedProcess>> byUser) {
    List<String> lines = new ArrayList<>();
    byUser.stream().limit(SHOWN_USERS).forEach(processes -> choice(processes, lines));
    if (byUser.size() > SHOWN_USERS) {
      lines.add("  and those of %d more users".formatted(byUser.size() - SHOWN_USERS));
    }
    return lines;
  }

  private static void choice(List<TracedProcess> processes, List<String> lines) {
    processes.stream().limit(SHOWN_EACH).forEach(process -> lines.add("  " + process.title()));
    if (processes.size() > SHOWN_EACH) {
      lines.add(
          "  and %d more of %s"
              .formatted(processes.size() - SHOWN_EACH, processes.get(0).user().name()));
    }
  }
}
