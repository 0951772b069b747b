package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where nothing is logged, snoop sleeps. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class IdleIT {
  /** The clock of the test: a thread of the JVM itself that wakes up every quarter of a second. */
  private static final String CLOCK = "Monitor Deflati";

  private static final int TICKS = 12;

  /** What the kernel leaves of the names of other threads of the JVM. */
  private static final List<String> JVM =
      List.of(
          CLOCK,
          "VM Thread",
          "VM Periodic Tas",
          "Reference Handl",
          "Finalizer",
          "Signal Dispatch",
          "Service Thread",
          "C1 CompilerThre",
          "Sweeper thread",
          "Notification Th",
          "Common-Cleaner");

  /** System calls that read, a tick: snoop looks for the processes once for four ticks. */
  private static final long READS = 50;

  @Test
  void idle_wakesUpLessOftenThanTheJvmAndWritesNothing() {
    try (TracedApp app = TracedApp.start();
        SnoopRun run = SnoopRun.follow(app)) {
      app.log("DEBUG", "com.acme.Service", "one event, so that all code has run");
      run.awaitLines(1);
      long pid = run.child().pid();
      awaitTicks(pid, TICKS);
      Map<String, Long> before = waits(pid);
      long reads = io(pid, "syscr: ");
      long writes = io(pid, "wchar: ");

      awaitTicks(pid, TICKS);

      Map<String, Long> waits = waits(pid);
      waits.replaceAll((thread, count) -> count - before.getOrDefault(thread, 0L));
      assertThat(sum(waits, name -> name.startsWith("reader of "))).as("%s", waits).isZero();
      assertThat(sum(waits, name -> !JVM.contains(name)))
          .as("%s", waits)
          .isLessThanOrEqualTo(sum(waits, CLOCK::equals));
      assertThat(io(pid, "syscr: ") - reads).isLessThan(READS * TICKS);
      assertThat(io(pid, "wchar: ") - writes).isZero();
    }
  }

  private static void awaitTicks(long pid, int count) {
    long start = sum(waits(pid), CLOCK::equals);
    Await.until(
        () -> count + " ticks; " + waits(pid),
        () -> sum(waits(pid), CLOCK::equals) >= start + count);
  }

  private static long sum(Map<String, Long> waits, Predicate<String> name) {
    return waits.entrySet().stream()
        .filter(entry -> name.test(entry.getKey().replaceFirst(" \\d+$", "")))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How often each thread has given up the processor to wait, by its name and number. */
  private static Map<String, Long> waits(long pid) {
    Map<String, Long> waits = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String name = Files.readString(thread.resolve("comm")).strip();
          waits.put(
              name + " " + thread.getFileName(),
              value(thread.resolve("status"), "voluntary_ctxt_switches:\t"));
        } catch (NoSuchFileException e) {
          // It has ended: it wakes no more.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return waits;
  }

  private static long io(long pid, String name) {
    try {
      return value(Path.of("/proc/" + pid + "/io"), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long value(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }
}
