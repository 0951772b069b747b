package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.Descriptor;
import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a process tells of its own probes, in the status file that usdt4j keeps open. Only
 * that process vouches for it, so whoever shows it must escape it, and nothing is done because of
 * it.
 *
 * <pre>
 * usdt4j-status 1 pid 4711 start 123456      the pid is the one in its own namespace
 * version: 0.1.0
 * backend: native                            or no-op: then there are no probes
 * reason: ...                                why probes are missing or hard to find; no line if none
 * image: log /run/usdt/4711/log.so           for each image; not read: the maps say it better
 * probe: shop:orders:sold:sold item char *   for each probe whose arguments have names: ArgNames
 * </pre>
 *
 * @param reason empty when all is well
 */
public record Status(String version, String backend, String reason) {
  /** The reason, which comes first, is shorter than that, whatever it is. */
  private static final int MAX_BYTES = 1 << 16;

  private static final int MAX_VALUE = 2000;

  private static final int MAX_FILES = 16;
  private static final long READ_SECONDS = 5;

  private static final String DELETED = " (deleted)";
  private static final Pattern NAME =
      Pattern.compile("/usdt4j[A-Za-z0-9-]{0,64}\\.status( \\(deleted\\))?\\z");
  private static final Pattern MARK =
      Pattern.compile("usdt4j-status 1 pid ([0-9]{1,10}) start [0-9]{1,20}");
  private static final Pattern LINE = Pattern.compile("([a-z]{1,16}): ([ -~]*)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  /** Returns the status of a process; empty where it has none that can be read. */
  public static Optional<Status> of(long pid) {
    return text(pid).flatMap(text -> parse(text, Proc.innermostPid(pid)));
  }

  /** Returns the whole text of the status of a process; empty where it has none. */
  static Optional<String> text(long pid) {
    Deadline deadline = Deadline.in(READ_SECONDS);
    Optional<String> found = Optional.empty();
    for (OpenFile file : OpenFile.find(pid, NAME, MAX_FILES, deadline)) {
      Optional<String> status = deadline.isOver() ? Optional.empty() : read(pid, file.descriptor());
      // A process that could not write the one with a name any more has one without.
      if (status.isPresent() && (found.isEmpty() || file.path().endsWith(DELETED))) {
        found = status;
      }
    }
    return found;
  }

  /** Returns the whole status in one line. */
  public String line() {
    return "usdt4j %s %s%s".formatted(version, backend, reason.isEmpty() ? "" : ": " + reason);
  }

  private static Optional<String> read(long pid, Path descriptor) {
    try (Descriptor file = Descriptor.ofOpen(descriptor, found -> check(pid, found))) {
      String text = beginning(file);
      return parse(text, Proc.innermostPid(pid)).map(status -> text);
    } catch (IOException e) {
      // Closed meanwhile, no file, or one that a process must not lead snoop to.
      return Optional.empty();
    }
  }

  /** Fails when the file is no status: a process can bind any other file to the name of one. */
  private static void check(long pid, Descriptor found) throws IOException {
    found.checkOwner(pid);
    found.checkStored(pid);
  }

  /** Reads the beginning of a file, and not beyond its size. */
  private static String beginning(Descriptor file) throws IOException {
    try (FileChannel channel = file.channel();
        InputStream in = Channels.newInputStream(channel)) {
      int size = (int) Math.min(channel.size(), MAX_BYTES);
      return new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
    }
  }

  /** Reads a text; returns nothing when it is no status of the process of that id. */
  static Optional<Status> parse(String text, OptionalLong pid) {
    List<String> lines = text.lines().toList();
    Matcher mark = MARK.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!mark.matches() || !pid.equals(OptionalLong.of(Long.parseLong(mark.group(1))))) {
      return Optional.empty();
    }
    String version = value(lines, "version");
    String backend = value(lines, "backend");
    return WORD.matcher(version).matches() && WORD.matcher(backend).matches()
        ? Optional.of(new Status(version, backend, value(lines, "reason")))
        : Optional.empty();
  }

  /** Returns the first value of a key, cut when it is long; empty when there is none. */
  private static String value(List<String> lines, String key) {
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && matcher.group(1).equals(key)) {
        String value = matcher.group(2).strip();
        return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "..." : value;
      }
    }
    return "";
  }
}
