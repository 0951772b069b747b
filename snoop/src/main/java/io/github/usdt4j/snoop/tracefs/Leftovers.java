package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Removes what this snoop, or a killed one, has made in tracefs. */
final class Leftovers {
  private Leftovers() {}

  /** Removes the instances of snoops that are dead, and what is in them. */
  static void sweepInstances(Tracefs tracefs) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> instances =
        Files.newDirectoryStream(tracefs.root().resolve("instances"))) {
      instances.forEach(instance -> names.add(instance.getFileName().toString()));
    } catch (IOException e) {
      // Then another run does it.
    }
    removeDead(tracefs, names);
  }

  /** Removes the events of dead snoops that have no instance any more: no snoop reads them. */
  static void sweepEvents(Tracefs tracefs) {
    removeDead(
        tracefs,
        tracefs.uprobeEvents().stream()
            .map(Leftovers::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void removeDead(Tracefs tracefs, Set<String> names) {
    for (String name : names) {
      if (Owner.parse(name).filter(Owner::isDead).isPresent()) {
        try {
          remove(tracefs, name);
        } catch (IOException e) {
          // Another snoop is at it, or a user looks into it: the next run tries again.
        }
      }
    }
  }

  /** Detaches, then removes the instance and the events of that name, if they are there. */
  static void remove(Tracefs tracefs, String name) throws IOException {
    Path instance = tracefs.instance(name);
    Path enable = instance.resolve("events/" + name + "/enable");
    if (Files.exists(enable)) {
      Tracefs.write(enable, "0");
    }
    Files.deleteIfExists(instance);
    Set<String> events = new LinkedHashSet<>();
    for (String definition : tracefs.uprobeEvents()) {
      if (group(definition).equals(name)) {
        // An event has a line for each of its places.
        events.add(definition.substring(1, definition.indexOf(' ')));
      }
    }
    for (String event : events) {
      tracefs.changeUprobeEvents("-" + event + "\n");
    }
  }

  /** Returns the group of a definition such as {@code p:group/event /path:0x10}. */
  private static String group(String definition) {
    int slash = definition.indexOf('/');
    return slash > 2 ? definition.substring(2, slash) : "";
  }
}
