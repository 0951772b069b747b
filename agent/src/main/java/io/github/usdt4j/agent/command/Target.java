package io.github.usdt4j.agent.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells what {@code /proc} has of the process that a command is for. */
record Target(int pid) {
  /** The bit of SIGQUIT in the masks of {@code /proc/PID/status}. */
  private static final long QUIT = 1L << (3 - 1);

  /**
   * Checks that the process is a HotSpot JVM that takes the signal with which the JDK asks for an
   * attachment. Others may end by it, or write into their log what their threads do.
   */
  void check() throws CommandException {
    if (!Files.isDirectory(proc(""))) {
      throw new CommandException(
          "there is no process " + pid + "; name the id of a running java process");
    }
    checkLibraries();
    if (isOn("DisableAttachMechanism", false)) {
      throw new CommandException(
          "process "
              + pid
              + " refuses attachments: it was started with -XX:+DisableAttachMechanism; start it"
              + " without, or with -javaagent");
    }
    if (status("State").startsWith("T")) {
      throw new CommandException(
          "process %d is stopped and cannot answer; let it go on first: kill -CONT %d"
              .formatted(pid, pid));
    }
    if ((caughtSignals() & QUIT) == 0) {
      throw new CommandException(
          "process "
              + pid
              + " does not take the signal of the attach mechanism: it has only just begun, or was"
              + " started with -Xrs; try again, or start it without, or with -javaagent");
    }
    checkSocket();
  }

  /** A JVM that is asked for its socket and cannot make it writes what its threads do. */
  private void checkSocket() throws CommandException {
    Path tmp = proc("root/tmp");
    if (!Files.exists(tmp.resolve(".java_pid" + ownPid())) && !canWrite(tmp)) {
      throw new CommandException(
          "process "
              + pid
              + " cannot write to its /tmp, where the socket of the attach mechanism must be; make"
              + " that writable, or start it with -javaagent");
    }
  }

  /** Tries it: access(2) would take away the capability by which we see the directory. */
  private static boolean canWrite(Path directory) {
    try {
      Files.delete(Files.createTempFile(directory, ".usdt4j-", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes the files by which the JDK asks for a socket: it misses that of a container, and a
   * command that was killed has left one.
   */
  void removeAttachFiles() {
    String name = ".attach_pid" + ownPid();
    removeIfOurs(proc("cwd").resolve(name));
    removeIfOurs(proc("root/tmp").resolve(name));
  }

  private static void removeIfOurs(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The process has ended, or another user's command asks it now.
      return;
    }
  }

  /** Returns the id that the process has in its own namespace. */
  String ownPid() {
    String ids = status("NSpid");
    return ids.isEmpty() ? Integer.toString(pid) : ids.substring(ids.lastIndexOf('\t') + 1);
  }

  private void checkLibraries() throws CommandException {
    try (Stream<String> lines = Files.lines(proc("maps"), StandardCharsets.ISO_8859_1)) {
      List<String> maps = lines.filter(line -> line.endsWith(".so")).toList();
      if (maps.stream().anyMatch(line -> line.matches(".*/libj9vm\\d*\\.so"))) {
        throw new CommandException(
            "process "
                + pid
                + " is a JVM of OpenJ9, and the agent is for HotSpot; put the appender into its"
                + " configuration");
      }
      if (maps.stream().noneMatch(line -> line.endsWith("/libjvm.so"))) {
        throw new CommandException(
            "process " + pid + " is no JVM: it maps no libjvm.so; name the id of its java process");
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CommandException(
          "process " + pid + " cannot be read; run usdt4j as its user, or as root", e);
    }
  }

  private long caughtSignals() {
    String mask = status("SigCgt");
    return mask.isEmpty() ? QUIT : Long.parseUnsignedLong(mask, 16);
  }

  /** Returns the effective user of the process, in our user namespace; -1 when it has gone. */
  int user() {
    return effective("Uid");
  }

  /** Returns the effective group of the process. */
  int group() {
    return effective("Gid");
  }

  private int effective(String field) {
    String[] ids = status(field).split("\\s+", -1);
    return ids.length < 2 ? -1 : Integer.parseInt(ids[1]);
  }

  /** Returns the root directory of the process, as the kernel links it. */
  Path root() {
    return proc("root");
  }

  /** Returns whether the process sees the same files under the same paths. */
  boolean sharesFiles() {
    try {
      return Files.readSymbolicLink(proc("ns/mnt"))
              .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")))
          && Files.readSymbolicLink(root()).equals(Path.of("/"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether the process is in our user namespace. */
  boolean sharesUsers() {
    try {
      return Files.readSymbolicLink(proc("ns/user"))
          .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/user")));
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Returns the number that a user or group has in the process's user namespace.
   *
   * @param map {@code uid_map} or {@code gid_map}
   * @param id its number in ours
   */
  int own(String map, int id) throws CommandException {
    try {
      // Inside, outside and count: "         0     100000      65536"
      for (String line : Files.readAllLines(proc(map), StandardCharsets.ISO_8859_1)) {
        String[] range = line.strip().split("\\s+", -1);
        long at = id - Long.parseLong(range[1]);
        if (at >= 0 && at < Long.parseLong(range[2])) {
          return (int) (Long.parseLong(range[0]) + at);
        }
      }
    } catch (IOException e) {
      throw new CommandException("process " + pid + " has ended", e);
    }
    throw new CommandException(
        "process %d runs as %d, which its user namespace does not know; start it with -javaagent"
            .formatted(pid, id));
  }

  /** Returns whether a user is the process's own or root, as this command sees them. */
  boolean trusts(int owner) {
    return owner == 0 || owner == user();
  }

  /** Returns a field of the process's status, or an empty text. */
  private String status(String field) {
    try {
      return Files.readString(proc("status"), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns how the process was started with a flag of HotSpot, as far as its command line and its
   * environment say: the last one holds.
   */
  boolean isOn(String flag, boolean byDefault) {
    boolean isOn = byDefault;
    for (String option : options()) {
      if (option.equals("-XX:+" + flag)) {
        isOn = true;
      } else if (option.equals("-XX:-" + flag)) {
        isOn = false;
      }
    }
    return isOn;
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    List<String> environment = texts("environ");
    addOptions(options, environment, "JAVA_TOOL_OPTIONS=");
    addOptions(options, environment, "JDK_JAVA_OPTIONS=");
    options.addAll(texts("cmdline"));
    addOptions(options, environment, "_JAVA_OPTIONS=");
    return options;
  }

  private static void addOptions(List<String> options, List<String> environment, String name) {
    environment.stream()
        .filter(each -> each.startsWith(name))
        .map(each -> each.substring(name.length()))
        .flatMap(text -> Arrays.stream(text.split("\\s+", -1)))
        .forEach(options::add);
  }

  private List<String> texts(String file) {
    try {
      String all = Files.readString(proc(file), StandardCharsets.ISO_8859_1);
      return Arrays.asList(all.split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Integer.toString(pid), file);
  }
}
