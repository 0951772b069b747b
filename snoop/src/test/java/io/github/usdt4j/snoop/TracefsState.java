package io.github.usdt4j.snoop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What is in tracefs. */
final class TracefsState {
  private static final Path ROOT = Path.of("/sys/kernel/tracing");
  private static final String PREFIX = "usdt4j_snoop_";

  private TracefsState() {}

  /** Instances and uprobe events of these snoops; others may run on this machine. */
  static List<String> ofPids(Collection<Long> pids) {
    return containing(pids.stream().map(pid -> "_" + pid + "_").toList());
  }

  /** Instances and uprobe events of snoops in a pid namespace. */
  static List<String> ofNamespace(long namespace) {
    return containing(List.of(PREFIX + namespace + "_"));
  }

  private static List<String> containing(List<String> parts) {
    try (Stream<Path> instances = Files.list(ROOT.resolve("instances"))) {
      List<String> found = new ArrayList<>();
      instances.map(path -> path.getFileName().toString()).forEach(found::add);
      found.addAll(Files.readAllLines(ROOT.resolve("uprobe_events")));
      return found.stream()
          .filter(line -> line.contains(PREFIX) && parts.stream().anyMatch(line::contains))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
