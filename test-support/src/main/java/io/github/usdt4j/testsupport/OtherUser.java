package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;

/** Runs commands as another user, who need not have a name and has no rights. Only root can. */
public final class OtherUser {
  private OtherUser() {}

  /**
   * Returns the command that runs another one as a user; it needs the tool {@code setpriv}.
   *
   * @param uid the number of the user, and of the user's only group
   * @param command what is run, or its beginning
   */
  public static List<String> command(long uid, String... command) {
    List<String> all =
        new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
    all.addAll(List.of(command));
    return all;
  }
}
