package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.images.ProbeNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the uprobe events of this snoop. The kernel takes its time to end an event, so there is one
 * for all probes of an image. A place that it refuses makes the whole event fail: then the probes
 * are divided, until those that are refused stand alone.
 */
final class UprobeEvents {
  /**
   * How many attempts for one image may fail; each of them takes time that other processes wait
   * for.
   */
  private static final int MAX_FAILURES = 24;

  private final Tracefs tracefs;
  private final Instance instance;
  private final String group;
  private final String filter;
  private final boolean hasSeveralPlaces;
  private int count;

  /**
   * Begins without events.
   *
   * @param group the group of the events, which is the name of the instance
   * @param filter a filter in the notation of the kernel; may be empty
   * @param hasSeveralPlaces whether an event may be on several places
   */
  UprobeEvents(
      Tracefs tracefs, Instance instance, String group, String filter, boolean hasSeveralPlaces) {
    this.tracefs = tracefs;
    this.instance = instance;
    this.group = group;
    this.filter = filter;
    this.hasSeveralPlaces = hasSeveralPlaces;
  }

  /**
   * Attaches to probes of an image.
   *
   * @param file a path that leads the kernel to the image, whatever its process does meanwhile
   * @return the probes that were refused, with the reason
   */
  Map<ProbeNote, String> attach(Path file, List<ProbeNote> probes) {
    Map<ProbeNote, String> refused = new HashMap<>();
    Deque<List<ProbeNote>> parts = new ArrayDeque<>();
    if (hasSeveralPlaces) {
      parts.add(probes);
    } else {
      probes.forEach(probe -> parts.add(List.of(probe)));
    }
    for (int failures = 0; !parts.isEmpty(); ) {
      List<ProbeNote> part = parts.remove();
      if (failures == MAX_FAILURES) {
        part.forEach(probe -> refused.put(probe, "too many others of its image were refused"));
      } else if (!attach(file, part, parts, refused)) {
        failures++;
      }
    }
    return refused;
  }

  /**
   * Attaches to all probes by one event; on failure they are refused, or divided for another try.
   */
  private boolean attach(
      Path file,
      List<ProbeNote> probes,
      Deque<List<ProbeNote>> parts,
      Map<ProbeNote, String> refused) {
    String event = "e" + ++count;
    List<ProbeNote> defined = new ArrayList<>();
    for (ProbeNote probe : probes) {
      try {
        tracefs.changeUprobeEvents(definition(event, file, probe));
        defined.add(probe);
      } catch (IOException e) {
        refused.put(probe, e.getMessage());
      }
    }
    try {
      if (!defined.isEmpty()) {
        instance.enable(event, filter);
      }
      return defined.size() == probes.size();
    } catch (IOException e) {
      remove(event);
      if (defined.size() == 1) {
        refused.put(defined.get(0), e.getMessage());
      } else {
        parts.add(defined.subList(0, defined.size() / 2));
        parts.add(defined.subList(defined.size() / 2, defined.size()));
      }
      return false;
    }
  }

  /** Returns a line for uprobe_events: the place, the semaphore, and the one argument as a text. */
  private String definition(String event, Path file, ProbeNote probe) {
    return "p:%s/%s %s:0x%x(0x%x) json=+0(%s):ustring\n"
        .formatted(group, event, file, probe.site(), probe.semaphore(), probe.register());
  }

  private void remove(String event) {
    try {
      tracefs.changeUprobeEvents("-:%s/%s\n".formatted(group, event));
    } catch (IOException e) {
      // It does nothing, and goes with the others.
    }
  }
}
