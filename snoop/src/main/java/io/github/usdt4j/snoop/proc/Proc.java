package io.github.usdt4j.snoop.proc;

import io.github.usdt4j.snoop.SnoopException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the files of /proc. A process that ends meanwhile has nothing in them. */
public final class Proc {
  private static final Path ROOT = Path.of("/proc");

  /** Fields of /proc/PID/stat after the command, which may hold anything, ends with this. */
  private static final String AFTER_COMMAND = ") ";

  private static final int START_TICKS = 19;

  /** All of a status, and of the arguments more than a person can make sense of. */
  private static final int MAX_BYTES = 1 << 16;

  private static final Pattern LINE_END = Pattern.compile("\n");

  /** Places of users in the field Uid: 1000, 1000, 1000, 1000, with tabulators between. */
  private static final int REAL = 0;

  private static final int EFFECTIVE = 1;

  /** PROC_PID_INIT_INO of linux/proc_ns.h. */
  private static final long INITIAL_PID_NAMESPACE = 0xeffffffcL;

  private Proc() {}

  /** Returns all processes that this one sees. */
  public static List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc", e);
    }
    return pids;
  }

  /**
   * Returns when a process started, in clock ticks since boot; empty when it is gone or a zombie.
   */
  public static OptionalLong startTicks(long pid) {
    String stat = text(pid, "stat");
    int end = stat.lastIndexOf(AFTER_COMMAND);
    if (end < 0) {
      return OptionalLong.empty();
    }
    String[] fields = stat.substring(end + AFTER_COMMAND.length()).split(" ", -1);
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TICKS]));
  }

  /**
   * Returns the number of the pid namespace that a process is in; empty when it is gone or hidden.
   */
  public static OptionalLong pidNamespace(String pid) {
    try {
      // pid:[4026531836]
      String link = Files.readSymbolicLink(ROOT.resolve(pid + "/ns/pid")).toString();
      return OptionalLong.of(Long.parseLong(link.replaceAll("\\D", "")));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns the number of the pid namespace of this process; empty when it is hidden. */
  public static OptionalLong ownPidNamespace() {
    return pidNamespace("self");
  }

  /**
   * Returns whether a pid namespace is the first one, whose processes see all others, by the ids of
   * the kernel.
   */
  public static boolean isInitialPidNamespace(long number) {
    return number == INITIAL_PID_NAMESPACE;
  }

  /** Returns the id that a process has in its own pid namespace. */
  public static OptionalLong innermostPid(long pid) {
    String ids = status(pid, "NSpid");
    return ids.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(ids.substring(ids.lastIndexOf('\t') + 1)));
  }

  /**
   * Returns the real user id of a process; empty when it is gone. The real user has started the
   * program and chooses its arguments and its environment, also where the program's file gives it
   * another effective user.
   */
  public static OptionalLong userId(long pid) {
    return userId(pid, REAL);
  }

  /**
   * Returns the user that a process acts as, who owns the files that it makes; empty when it is
   * gone.
   */
  public static OptionalLong effectiveUserId(long pid) {
    return userId(pid, EFFECTIVE);
  }

  private static OptionalLong userId(long pid, int field) {
    String ids = status(pid, "Uid");
    return ids.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(ids.split("\t", -1)[field]));
  }

  /** Returns whether a process is there that this one may not look into. */
  public static boolean isHidden(long pid) {
    try {
      // Not the maps: CAP_PERFMON is enough for these, and for nothing behind them.
      Files.readSymbolicLink(file(pid, "ns/mnt"));
      return false;
    } catch (AccessDeniedException e) {
      // Not a process that has ended: it has nothing to look into.
      return startTicks(pid).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the process that a thread belongs to; empty when it is gone. */
  public static OptionalLong processOf(long thread) {
    String id = status(thread, "Tgid");
    return id.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(id));
  }

  /** Returns a field of /proc/PID/status; empty when the process is gone. */
  private static String status(long pid, String field) {
    return field(text(pid, "status"), field);
  }

  /** Returns a field of what the kernel says of this process. */
  public static String ownStatus(String field) {
    String value = field(text(ownFile("status"), MAX_BYTES), field);
    if (value.isEmpty()) {
      throw new SnoopException("cannot read %s: of /proc/self/status".formatted(field));
    }
    return value;
  }

  /** Returns a field of a text of the kernel with a field in each line; empty when it lacks it. */
  static String field(String text, String field) {
    String start = field + ":\t";
    return lines(text)
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> line.substring(start.length()))
        .orElse("");
  }

  /** Returns whether this process acts as root. */
  public static boolean isRoot() {
    return ownUser().equals("0");
  }

  /** Returns the number of the user that this process acts as. */
  public static String ownUser() {
    return ownStatus("Uid").split("\t", -1)[EFFECTIVE];
  }

  /**
   * Returns the lines of a text of the kernel, which end with {@code \n} alone: a name in it, of a
   * process, a file or a mount, may hold any other sign, {@code \r} too.
   */
  public static Stream<String> lines(String text) {
    return LINE_END.splitAsStream(text);
  }

  /** Returns the first words of the command line of a process. */
  public static List<String> command(long pid) {
    return List.of(text(pid, "cmdline").split("\0", 0));
  }

  /** Returns the name that the kernel has for a process. */
  public static String kernelName(long pid) {
    return text(pid, "comm").strip();
  }

  /** Returns the path of a file in the directory of a process, as {@link KernelText} has names. */
  public static Path file(long pid, String name) {
    return KernelText.path("%s/%d/%s".formatted(ROOT, pid, name));
  }

  /** Returns the path of a file in the directory of this process. */
  static Path ownFile(String name) {
    return ROOT.resolve("self").resolve(name);
  }

  static String text(long pid, String name) {
    return text(file(pid, name), MAX_BYTES);
  }

  /** Returns the beginning of a file of the kernel; nothing when it cannot be read. */
  static String text(Path file, int maxBytes) {
    // A process may call itself what is not UTF-8, and have a command line of any length.
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(maxBytes), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
