package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.proc.KernelText;
import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the mounted tracefs, and makes uprobe events there. */
final class Tracefs {
  static final String UPROBE_EVENTS = "uprobe_events";

  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  /** What the file README says only of kernels from 4.20 on. */
  private static final String SEMAPHORES = "(ref_ctr_offset)";

  private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,3})");

  /** The first Linux where one event can be on several places, 5.4. */
  private static final int SEVERAL_PLACES = 5_004;

  private static final String NOT_ROOT = "only root can attach to probes; try sudo";

  private final Path root;

  private Tracefs(Path root) {
    this.root = root;
  }

  /** Returns the mounted tracefs, which is sure to be usable. */
  static Tracefs find() {
    Tracefs tracefs = new Tracefs(mounted());
    tracefs.check();
    return tracefs;
  }

  private static Path mounted() {
    for (String mount : lines(MOUNTS)) {
      String[] fields = mount.split(" ", -1);
      if (fields[2].equals("tracefs")) {
        byte[] name = fields[1].getBytes(StandardCharsets.ISO_8859_1);
        return KernelText.path(KernelText.of(name, name.length));
      }
    }
    throw new SnoopException(
        Proc.isRoot()
            ? "tracefs is not mounted; mount it: mount -t tracefs nodev /sys/kernel/tracing"
            : NOT_ROOT);
  }

  private void check() {
    try {
      // Not read: that waits for everybody who changes it.
      Files.newInputStream(root.resolve(UPROBE_EVENTS)).close();
      if (!Files.readString(root.resolve("README")).contains(SEMAPHORES)) {
        throw new SnoopException(
            "this kernel's uprobe events know no semaphores; they need Linux 4.20 or newer");
      }
      if (!Files.isWritable(root.resolve(UPROBE_EVENTS))) {
        throw new SnoopException(
            "%1$s cannot be written to, since it is mounted read-only or the system's security policy forbids it; mount -o remount,rw %1$s"
                .formatted(root));
      }
    } catch (AccessDeniedException e) {
      throw new SnoopException(NOT_ROOT, e);
    } catch (NoSuchFileException e) {
      throw new SnoopException(
          Proc.isRoot()
              ? "this kernel has no uprobe events (CONFIG_UPROBE_EVENTS): %s is missing"
                  .formatted(e.getFile())
              : NOT_ROOT,
          e);
    } catch (IOException e) {
      throw new SnoopException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  Path root() {
    return root;
  }

  Path instance(String name) {
    return root.resolve("instances").resolve(name);
  }

  /** Returns the definitions of all uprobe events, one a line. */
  List<String> uprobeEvents() {
    return lines(root.resolve(UPROBE_EVENTS));
  }

  /**
   * Reads the threads that have fired and their processes; nothing where the kernel is too old to
   * note them.
   */
  ThreadTable savedThreads() {
    try (InputStream in = Files.newInputStream(root.resolve("saved_tgids"))) {
      return ThreadTable.read(in);
    } catch (NoSuchFileException e) {
      return ThreadTable.EMPTY;
    } catch (IOException e) {
      throw new SnoopException("cannot read saved_tgids: " + e.getMessage(), e);
    }
  }

  /**
   * Defines or removes one place of a uprobe event. Several lines at once would be cut where the
   * kernel's buffer ends, and share one error.
   */
  void changeUprobeEvents(String line) throws IOException {
    Files.write(
        root.resolve(UPROBE_EVENTS),
        line.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
  }

  /**
   * Returns whether an event can be on several places; in older kernels, the next place replaces
   * the last.
   */
  static boolean hasEventsWithSeveralPlaces() {
    Matcher version = VERSION.matcher(System.getProperty("os.version"));
    return version.lookingAt()
        && 1000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
            >= SEVERAL_PLACES;
  }

  static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
  }

  private static List<String> lines(Path file) {
    try {
      return Proc.lines(Files.readString(file, StandardCharsets.ISO_8859_1)).toList();
    } catch (IOException e) {
      throw new SnoopException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
