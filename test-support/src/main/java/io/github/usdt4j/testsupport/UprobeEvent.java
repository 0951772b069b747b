package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Records the kernel's own uprobe event on one site, in a tracefs instance of its own. No other
 * tool is needed, and it is attached when the constructor returns.
 */
public final class UprobeEvent implements AutoCloseable {
  static final Path TRACEFS = Path.of("/sys/kernel/tracing");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name =
      "usdt4j_test_" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
  // The profile shows the event's name without its group.
  private final String event = "fire" + name;
  private final Path instance = TRACEFS.resolve("instances/" + name);
  private boolean defined;

  /** Attaches to a probe; the arguments are in the kernel's notation. */
  public UprobeEvent(ProbeNotes.Note note, String arguments) {
    this(Path.of(note.image()), note.location(), note.semaphore(), arguments);
  }

  /**
   * Attaches.
   *
   * @param file the image
   * @param siteOffset of the probe site in the file
   * @param semaphoreOffset in the file; 0 for none
   * @param arguments in the kernel's notation, such as {@code a=%di:s64 b=+0(%si):string}
   */
  public UprobeEvent(Path file, long siteOffset, long semaphoreOffset, String arguments) {
    try {
      Files.createDirectory(instance);
      String semaphore =
          semaphoreOffset == 0 ? "" : "(0x" + Long.toHexString(semaphoreOffset) + ")";
      write(
          TRACEFS.resolve("uprobe_events"),
          "p:%s/%s %s:0x%s%s %s"
              .formatted(name, event, file, Long.toHexString(siteOffset), semaphore, arguments),
          StandardOpenOption.APPEND);
      defined = true;
      write(instance.resolve("events/" + name + "/enable"), "1");
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the arguments of each fire so far, as the kernel prints them. */
  public List<String> fires() {
    try {
      String trace =
          new String(Files.readAllBytes(instance.resolve("trace")), StandardCharsets.UTF_8);
      return trace
          .lines()
          .filter(line -> !line.startsWith("#") && line.contains(": " + event + ": "))
          .map(line -> line.substring(line.indexOf(") ") + 2))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how often the event fired, by the kernel's own count, which loses none. */
  public long hits() {
    try (Stream<String> lines = Files.lines(TRACEFS.resolve("uprobe_profile"))) {
      return lines
          .map(line -> List.of(line.strip().split("\\s+", -1)))
          .filter(words -> words.contains(event))
          .mapToLong(words -> Long.parseLong(words.get(words.indexOf(event) + 1)))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Detaches and removes the event and its instance. */
  @Override
  public void close() {
    try {
      if (Files.isDirectory(instance)) {
        if (defined) {
          write(instance.resolve("events/" + name + "/enable"), "0");
        }
        Files.delete(instance);
      }
      if (defined) {
        write(
            TRACEFS.resolve("uprobe_events"), "-:" + name + "/" + event, StandardOpenOption.APPEND);
        defined = false;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text, OpenOption... more) throws IOException {
    OpenOption[] options = more.length == 0 ? new OpenOption[] {StandardOpenOption.WRITE} : more;
    Files.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8), options);
  }
}
