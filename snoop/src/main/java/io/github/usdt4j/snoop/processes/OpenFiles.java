package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.Descriptor;
import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what the files that a process has open or mapped say about it, where it says nothing
 * itself.
 */
public final class OpenFiles {
  private static final String JVM = "/libjvm.so";
  private static final String OUR_JAR = "usdt4j-(core|native|logback|log4j2|jul)-[^/:]*\\.jar";
  private static final Pattern OURS = Pattern.compile("/" + OUR_JAR + "\\z");
  private static final Pattern OURS_IN_PATH = Pattern.compile("(^|[:/])(" + OUR_JAR + ")(:|\\z)");

  /** The providers of SLF4J that no appender of ours is behind. */
  private static final Pattern UNBRIDGED =
      Pattern.compile("/slf4j-(simple|nop|reload4j)-[^/]*\\.jar\\z");

  private static final Pattern ARCHIVE = Pattern.compile("\\.(jar|war|ear)\\z");

  private static final int MAX_ARCHIVES = 256;
  private static final long MAX_MAPS_BYTES = 64 << 20;
  private static final long READ_SECONDS = 5;

  private OpenFiles() {}

  /** Returns whether a process runs a JVM. */
  public static boolean isJava(long pid) {
    Deadline deadline = Deadline.in(READ_SECONDS);
    try (InputStream maps = Files.newInputStream(Proc.file(pid, "maps"))) {
      byte[] chunk = new byte[1 << 16];
      String rest = "";
      long left = MAX_MAPS_BYTES;
      for (int size = maps.read(chunk); size > 0 && left > 0; size = maps.read(chunk)) {
        deadline.check();
        left -= size;
        String text = rest + new String(chunk, 0, size, StandardCharsets.ISO_8859_1);
        if (text.contains(JVM)) {
          return true;
        }
        rest = text.substring(Math.max(0, text.length() - JVM.length()));
      }
    } catch (IOException e) {
      // Gone, or of another user.
      return false;
    }
    return false;
  }

  /**
   * Returns a jar with usdt4j that a process has open: ours, or one with many libraries in it. A
   * JVM opens the jars of its class path one after the other as it looks for classes, and keeps
   * them open; one of ours that it has not come to yet is found by its name in the arguments.
   */
  public static Optional<String> jar(long pid) {
    return open(pid).or(() -> named(pid));
  }

  /**
   * Returns the name of a jar that a process has open and that SLF4J may be bound to in place of
   * the framework that is configured. SLF4J takes one of those that it finds, and then the others
   * never start, so nothing inside the process can tell.
   */
  public static Optional<String> otherSlf4jProvider(long pid) {
    return OpenFile.find(pid, UNBRIDGED, 1, Deadline.in(READ_SECONDS)).stream()
        .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
        .findFirst();
  }

  private static Optional<String> open(long pid) {
    Deadline deadline = Deadline.in(READ_SECONDS);
    for (OpenFile file : OpenFile.find(pid, ARCHIVE, MAX_ARCHIVES, deadline)) {
      if (OURS.matcher(file.path()).find()
          || (!deadline.isOver() && hasUsdt4j(pid, file.descriptor(), deadline))) {
        return Optional.of(file.path());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> named(long pid) {
    for (String word : Proc.command(pid)) {
      Matcher matcher = OURS_IN_PATH.matcher(word);
      if (matcher.find()) {
        return Optional.of(matcher.group(2));
      }
    }
    return Optional.empty();
  }

  private static boolean hasUsdt4j(long pid, Path descriptor, Deadline deadline) {
    // A jar may belong to anybody: to who has installed it.
    try (Descriptor file = Descriptor.ofOpen(descriptor, found -> found.checkStored(pid))) {
      return Archive.hasUsdt4j(file, deadline);
    } catch (IOException e) {
      // Closed meanwhile, no file, or slower than it may be.
      return false;
    }
  }
}
