package io.github.usdt4j.agent.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the command once more as the user of the process, when root has given it. A JVM answers its
 * own user only, as that user is seen in its user namespace; and what the command does in the file
 * system of a container it must not do as root, since the container may turn paths elsewhere.
 */
final class OwnersRun {
  private final Target target;

  OwnersRun(Target target) {
    this.target = target;
  }

  /** Returns whether this is root, and the process is another user's. */
  boolean isNeeded() {
    return new Target((int) ProcessHandle.current().pid()).user() == 0 && target.user() > 0;
  }

  /** Runs the command with the same arguments; returns its status. */
  int run(List<String> arguments, String by) throws CommandException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Connection.jar();
    for (Path file : List.of(java, jar)) {
      if (execute(asUser("test", "-r", file.toString()), by) != 0) {
        throw new CommandException(
            "the user %d of process %d cannot read %s; put that where every user may read it"
                .formatted(target.user(), target.pid(), file));
      }
    }
    List<String> command =
        asUser(
            java.toString(),
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-jar",
            jar.toString());
    command.addAll(arguments);
    return execute(command, by);
  }

  private List<String> asUser(String... command) throws CommandException {
    List<String> all = new ArrayList<>();
    if (target.sharesUsers()) {
      all.addAll(
          List.of(
              "setpriv",
              "--reuid=" + target.user(),
              "--regid=" + target.group(),
              "--clear-groups",
              "--no-new-privs",
              "--inh-caps=-all",
              "--bounding-set=-all",
              "--"));
    } else {
      // Only from within its user namespace may the user look into the process.
      all.addAll(
          List.of(
              "nsenter",
              "--target=" + target.pid(),
              "--user",
              "--setuid=" + target.own("uid_map", target.user()),
              "--setgid=" + target.own("gid_map", target.group()),
              "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static int execute(List<String> command, String by) throws CommandException {
    ProcessBuilder builder =
        new ProcessBuilder(command).inheritIO().directory(Path.of("/").toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, Connection.BY, by));
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new CommandException(
          "usdt4j needs setpriv and nsenter of util-linux for a process of another user; install them, or run"
              + " usdt4j as that user ("
              + e.getMessage()
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }
}
